using CsCheck;
using DiplomacyApi.Domain.Dates;

namespace DiplomacyApi.Tests.Domain.Dates;

/// <summary>Generates texts of every form that is read, and texts that are nearly one.</summary>
internal static class DateGen
{
    // Half of the years are from two, so that the sides of an interval often touch or overlap.
    public static readonly Gen<(int Year, int Month, int Day)> Days =
        from year in Gen.OneOf(Gen.Int[1, 9999], Gen.Int[2021, 2022])
        from month in Gen.Int[1, 12]
        from day in Gen.Int[1, DateTime.DaysInMonth(year, month)]
        select (year, month, day);

    private static readonly Gen<string> Calendar =
        from day in Days
        from season in Gen.Int[21, 24]
        from form in Gen.OneOf(
            $"{day.Year:D4}",
            $"{day.Year:D4}-{day.Month:D2}",
            $"{day.Year:D4}-{day.Month:D2}-{day.Day:D2}",
            $"{day.Year:D4}-{season}",
            $"{day.Year:D4}-XX",
            $"{day.Year:D4}-XX-XX",
            $"{day.Year:D4}-{day.Month:D2}-XX",
            $"{day.Year / 10:D3}X",
            $"{day.Year / 100:D2}XX",
            $"{day.Year / 1000:D1}XXX")
        select form;

    private static readonly Gen<string> Fraction =
        Gen.OneOf(Gen.Const(""), Gen.String[Gen.Char['0', '9'], 1, 7].Select(digits => "." + digits));

    // The years at both ends are left out, so that no offset leads out of them.
    private static readonly Gen<string> Instants =
        from day in Days.Where(day => day.Year is > 1 and < 9999)
        from minute in Gen.Int[0, 24 * 60 - 1]
        from second in Gen.OneOf(Gen.Const(""), Gen.Int[0, 59].Select(second => $":{second:D2}"))
        from fraction in second == "" ? Gen.Const("") : Fraction
        from offset in Gen.OneOf(Gen.OneOf("", "Z"), Gen.Int[-14 * 60, 14 * 60].Select(Offset))
        select $"{day.Year:D4}-{day.Month:D2}-{day.Day:D2}T{minute / 60:D2}:{minute % 60:D2}{second}{fraction}{offset}";

    /// <summary>One date without a qualifier, not an interval.</summary>
    public static readonly Gen<string> Bare = Gen.Frequency((3, Calendar), (1, Instants));

    public static readonly Gen<string> Qualifier = Gen.OneOf("~", "?", "%");

    /// <summary>One date, with a qualifier or without, not an interval.</summary>
    public static readonly Gen<string> Single = Gen.Select(Bare, Gen.OneOf(Gen.Const(""), Qualifier), string.Concat);

    /// <summary>Two sides, in whatever order, and neither of them open.</summary>
    public static readonly Gen<(string Start, string End)> Sides = Gen.Select(Single, Single)
        .Where((start, end) => start.Length + 1 + end.Length <= EdtfDate.TextCharactersMax);

    /// <summary>Any text that is read.</summary>
    public static readonly Gen<string> Valid = Gen.OneOf(
        Single,
        Single.Select(end => "../" + end),
        Single.Select(start => start + "/.."),
        Sides.Select((one, other) => InOrder(one, other)));

    /// <summary>Any text that is read, with one character of it changed, dropped or doubled: still a date, or nearly one.</summary>
    public static readonly Gen<string> Mutated =
        from text in Valid
        from place in Gen.Int[0, text.Length - 1]
        from character in Gen.Frequency((1, Gen.Char), (5, Gen.OneOf("0123456789-+:./~?%XTZY ".ToCharArray())))
        from mutation in Gen.OneOf(
            text.Remove(place, 1),
            text.Insert(place, character.ToString()),
            text.Insert(place, text[place].ToString()),
            text.Remove(place, 1).Insert(place, character.ToString()))
        select mutation;

    /// <summary>The same several times over, and parts of two texts put together.</summary>
    public static readonly Gen<string> Fuzzed = Gen.OneOf(
        Gen.Select(Mutated, Gen.Int[0, 64], Gen.OneOf("", "0", "X", "-", "/", "..", "T", ":", "Z", "~", "\0", "\u0662", "9999"))
            .Select((text, place, put) => text.Insert(Math.Min(place, text.Length), put)),
        Gen.Select(Valid, Valid, Gen.Int[0, 64], Gen.Int[0, 64])
            .Select((one, other, start, end) => one[..Math.Min(start, one.Length)] + other[Math.Min(end, other.Length)..]),
        // The ends of the calendar, with offsets that lead out of it.
        Gen.Select(Gen.OneOf("0001-01-01T", "9999-12-31T", "0000-12-31T", "0001-01-02T"), Gen.Int[0, 24], Gen.Int[0, 60],
            Gen.OneOf("", ":59", ":59.9999999", ":60"), Gen.Int[-15 * 60, 15 * 60])
            .Select((day, hour, minute, second, offset) => $"{day}{hour:D2}:{minute:D2}{second}{Offset(offset)}"));

    private static string Offset(int minutes) => $"{(minutes < 0 ? '-' : '+')}{Math.Abs(minutes) / 60:D2}:{Math.Abs(minutes) % 60:D2}";

    private static string InOrder(string one, string other) =>
        EdtfDate.Parse(one).Earliest <= EdtfDate.Parse(other).Earliest ? $"{one}/{other}" : $"{other}/{one}";
}
