namespace DiplomacyApi.Domain.Dates;

/// <summary>
/// Reads a day with a time: hours and minutes, optional seconds, an optional fraction of them, and an optional offset. What it
/// covers is the unit it is given in: a minute, a second, or, with a fraction, the tick (100 ns) that it falls into. `24:00` is the end of
/// its day, which is the beginning of the next.
/// </summary>
internal static class Instant
{
    private const int FractionDigitsMax = 9;
    private const int TickDigits = 7;
    private static readonly TimeSpan OffsetMax = TimeSpan.FromHours(14);

    public static Bounds? Read(ReadOnlySpan<char> text, out string error)
    {
        var separator = text.IndexOf('T');
        var dayText = text[..separator];
        if (dayText.Length != 10 || dayText.Contains('X'))
            return Bounds.Refused($"'{text}' is not a whole day and a time; write both, such as 2022-01-18T14:30Z.", out error);
        if (CalendarDate.Read(dayText, out error) is not { } day) return null;

        var clock = text[(separator + 1)..];
        var offsetAt = clock.IndexOfAny('Z', '+', '-');
        if (ReadOffset(offsetAt < 0 ? "Z" : clock[offsetAt..], out error) is not { } offset) return null;
        if (ReadClock(offsetAt < 0 ? clock : clock[..offsetAt], out var covers, out error) is not { } sinceMidnight) return null;

        var sinceYearOne = TimeSpan.FromTicks(day.Earliest.Ticks) + sinceMidnight - offset;
        var room = TimeSpan.FromTicks(EdtfDate.OpenEnd.Ticks) - sinceYearOne;
        // The very last tick is refused too: it has no room for an instant after it.
        if (sinceYearOne < TimeSpan.Zero || room <= TimeSpan.Zero)
            return Bounds.Refused($"'{text}' is outside the years 0001 to 9999 in UTC; write the day without a time.", out error);
        var start = new DateTimeOffset(sinceYearOne.Ticks, TimeSpan.Zero);
        return new Bounds(start, start + (covers < room ? covers : room));
    }

    private static TimeSpan? ReadClock(ReadOnlySpan<char> text, out TimeSpan covers, out string error)
    {
        covers = TimeSpan.FromMinutes(1);
        if (text.Length < 5 || text[2] != ':' || ReadPart(text[..2]) is not { } hour || ReadPart(text[3..5]) is not { } minute)
            return NotATime(text, out error);
        if (hour > 24) return Fail($"There is no hour {hour}; write 00 to 23, such as 14:30.", out error);
        if (hour == 24 && text[3..].ContainsAnyExcept("0:."))
            return Fail($"'{text}' is past the end of its day; write 24:00 for the end, or 00 to 23 hours.", out error);
        if (minute > 59) return Fail($"There is no minute {minute}; write 00 to 59, such as 14:30.", out error);
        error = "";
        var time = new TimeSpan(hour, minute, 0);
        if (text.Length == 5) return time;

        covers = TimeSpan.FromSeconds(1);
        if (text.Length < 8 || text[5] != ':' || ReadPart(text[6..8]) is not { } second) return NotATime(text, out error);
        if (second > 59) return Fail($"There is no second {second}; write 00 to 59, such as 14:30:00.", out error);
        time += TimeSpan.FromSeconds(second);
        if (text.Length == 8) return time;

        covers = TimeSpan.FromTicks(1);
        var fraction = text[9..];
        if (text[8] != '.' || fraction.IsEmpty || fraction.ContainsAnyExceptInRange('0', '9')) return NotATime(text, out error);
        if (fraction.Length > FractionDigitsMax)
            return Fail(
                $"The seconds have more than {FractionDigitsMax} decimals; write 14:30:00.{fraction[..FractionDigitsMax]} or fewer.",
                out error);
        var ticks = Digits.Read(fraction[..Math.Min(fraction.Length, TickDigits)]);
        for (var digits = fraction.Length; digits < TickDigits; digits++) ticks *= 10;
        return time + TimeSpan.FromTicks(ticks);
    }

    private static TimeSpan? ReadOffset(ReadOnlySpan<char> text, out string error)
    {
        error = "";
        if (text is "Z") return TimeSpan.Zero;
        var minuteText = text.Length == 3 ? "00" : text.Length == 6 && text[3] == ':' ? text[4..] : default;
        if (text[0] == 'Z' || minuteText.IsEmpty || ReadPart(text[1..3]) is not { } hour || ReadPart(minuteText) is not { } minute)
            return Fail($"'{text}' is not an offset; write Z for UTC, or one such as +03:00.", out error);
        var offset = new TimeSpan(hour, minute, 0);
        if (minute > 59 || offset > OffsetMax)
            return Fail($"There is no offset {text}; write Z for UTC, or one from -14:00 to +14:00.", out error);
        return text[0] == '-' ? -offset : offset;
    }

    private static int? ReadPart(ReadOnlySpan<char> text) => Digits.Read(text) is var number and >= 0 ? number : null;

    private static TimeSpan? NotATime(ReadOnlySpan<char> text, out string error) =>
        Fail($"'{text}' is not a time of day; write hours and minutes, seconds if known, such as 14:30 or 14:30:05.", out error);

    private static TimeSpan? Fail(string reason, out string error)
    {
        error = reason;
        return null;
    }
}
