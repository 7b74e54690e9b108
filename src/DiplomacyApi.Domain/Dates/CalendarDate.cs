namespace DiplomacyApi.Domain.Dates;

/// <summary>A year, month, day or season, some digits of which may be unknown (`X`).</summary>
internal static class CalendarDate
{
    private const int SpringCode = 21;
    private const int WinterCode = 24;

    public static Bounds? Read(string text, out string error)
    {
        error = "";
        var parts = text.Split('-');
        if (parts.Length > 3 || parts[0].Length != 4 || parts.Skip(1).Any(part => part.Length != 2) || !parts.All(IsDigitsThenUnknown))
            return Fail($"'{text}' is not a date; write 2022, 2022-01 or 2022-01-18, with ~ or ? behind it if it is not sure.", out error);

        if (Year(parts[0]) is not { } years) return Fail("Years run from 0001 to 9999; write four digits, such as 2022.", out error);
        var known = !parts[0].Contains('X', StringComparison.Ordinal);
        if (parts.Length == 1) return Years(years.First, years.Last);
        if (!known) return Fail($"'{text}' has a month in a year that is not known; write {parts[0]}.", out error);

        var rest = parts[1..];
        if (rest[0].Contains('X', StringComparison.Ordinal))
            return rest[0] == "XX" && (rest.Length == 1 || rest[1] == "XX")
                ? Years(years.First, years.First)
                : Fail($"'{text}' has a month that is partly known; write {parts[0]} or a whole month, such as {parts[0]}-01.", out error);

        var month = int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture);
        if (rest.Length == 1 && month is >= SpringCode and <= WinterCode) return Season(years.First, month);
        if (month is < 1 or > 12)
            return Fail($"There is no month {rest[0]}; write 01 to 12, or 21 to 24 for spring to winter.", out error);
        var first = new DateTimeOffset(years.First, month, 1, 0, 0, 0, TimeSpan.Zero);
        if (rest.Length == 1 || rest[1] == "XX") return new Bounds(first, Later(first, months: 1));
        if (rest[1].Contains('X', StringComparison.Ordinal))
            return Fail($"'{text}' has a day that is partly known; write {parts[0]}-{rest[0]} or a whole day.", out error);

        var day = int.Parse(rest[1], System.Globalization.CultureInfo.InvariantCulture);
        var days = DateTime.DaysInMonth(years.First, month);
        if (day < 1 || day > days)
            return Fail($"There is no day {rest[1]} in {parts[0]}-{rest[0]}; write 01 to {days}.", out error);
        return new Bounds(first.AddDays(day - 1), day == days ? Later(first, months: 1) : first.AddDays(day));
    }

    private static bool IsDigitsThenUnknown(string part)
    {
        var unknown = part.IndexOf('X', StringComparison.Ordinal);
        var digits = unknown < 0 ? part : part[..unknown];
        return digits.All(char.IsAsciiDigit) && (unknown < 0 || part[unknown..].All(character => character == 'X'));
    }

    private static (int First, int Last)? Year(string text)
    {
        var first = int.Parse(text.Replace('X', '0'), System.Globalization.CultureInfo.InvariantCulture);
        var last = int.Parse(text.Replace('X', '9'), System.Globalization.CultureInfo.InvariantCulture);
        return last == 0 || text == "XXXX" ? null : (Math.Max(first, 1), last);
    }

    private static Bounds Years(int first, int last)
    {
        var start = new DateTimeOffset(first, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return new Bounds(start, last == 9999 ? PartialDate.OpenEnd : new DateTimeOffset(last + 1, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    /// <summary>Seasons of the northern year: spring is March to May, winter is December to the February after.</summary>
    private static Bounds Season(int year, int code)
    {
        var start = new DateTimeOffset(year, 3 + (code - SpringCode) * 3, 1, 0, 0, 0, TimeSpan.Zero);
        return new Bounds(start, Later(start, months: 3));
    }

    private static DateTimeOffset Later(DateTimeOffset start, int months) =>
        start.Year == 9999 && start.Month + months > 12 ? PartialDate.OpenEnd : start.AddMonths(months);

    private static Bounds? Fail(string message, out string error)
    {
        error = message;
        return null;
    }
}
