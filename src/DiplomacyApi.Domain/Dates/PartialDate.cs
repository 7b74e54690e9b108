namespace DiplomacyApi.Domain.Dates;

/// <summary>
/// A date as a source gives it, EDTF level 0 and 1: a year, month, day, season, instant, or an interval of them. The text is
/// authoritative; the bounds are derived from it, in UTC unless the text has an offset.
/// </summary>
/// <param name="Text">The text as given.</param>
/// <param name="Earliest">The first instant covered. An open start (`../2022-02`) is the beginning of the end date.</param>
/// <param name="Latest">The first instant after what is covered; <see cref="OpenEnd"/> where the end is open.</param>
public sealed record PartialDate(string Text, DateTimeOffset Earliest, DateTimeOffset Latest)
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int TextCharactersMax = 64;

    /// <summary>What stands for the end of an open interval (`2022-01/..`).</summary>
    public static DateTimeOffset OpenEnd => DateTimeOffset.MaxValue;

    /// <summary>Reads a date, or throws a <see cref="FormatException"/> that says what is wrong and what to write.</summary>
    public static PartialDate Parse(string text) => TryParse(text, out var date, out var error) ? date : throw new FormatException(error);

    /// <summary>Reads a date. Where it fails, <paramref name="error"/> says in a sentence what is wrong and what to write.</summary>
    public static bool TryParse(string text, out PartialDate date, out string error)
    {
        date = new PartialDate(text, default, default);
        if (text.Length is 0 or > TextCharactersMax)
        {
            error = text.Length == 0
                ? "The date is empty; write a date such as 2022-01-18, 2021-12 or 2022-01-17/2022-01-23."
                : $"The date is longer than {TextCharactersMax} characters; write a date such as 2022-01-18.";
            return false;
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var bounds = slash < 0 ? Single(text, out error) : Interval(text[..slash], text[(slash + 1)..], out error);
        if (bounds is null) return false;
        date = new PartialDate(text, bounds.Value.Earliest, bounds.Value.Latest);
        return true;
    }

    private static Bounds? Interval(string start, string end, out string error)
    {
        if (start == ".." && end == "..")
        {
            error = "An interval open on both sides says nothing; give its start or its end.";
            return null;
        }
        if (start.Length == 0 || end.Length == 0)
        {
            error = "A side of the interval is empty; write .. for an open side, such as ../2022-02.";
            return null;
        }

        if (start == "..") return Single(end, out error);
        if (Single(start, out error) is not { } first) return null;
        if (end == "..") return first with { Latest = OpenEnd };
        if (Single(end, out error) is not { } last) return null;
        if (last.Earliest >= first.Earliest) return new Bounds(first.Earliest, last.Latest);
        error = $"The interval ends before it starts; write {end}/{start} if that is what is meant.";
        return null;
    }

    private static Bounds? Single(string text, out string error)
    {
        // A qualifier says how sure the date is; it does not widen it.
        var bare = text.Length > 1 && (text[^1] is '~' or '?' or '%') ? text[..^1] : text;
        if (bare.Contains('T', StringComparison.Ordinal)) return Instant.Read(bare, out error);
        return CalendarDate.Read(bare, out error);
    }
}

/// <summary>Half-open bounds, in UTC.</summary>
internal readonly record struct Bounds(DateTimeOffset Earliest, DateTimeOffset Latest);
