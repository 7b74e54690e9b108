namespace DiplomacyApi.Domain.Dates;

/// <summary>Reads a year, month, day or season, the last digits of which may be unknown (`X`).</summary>
internal static class CalendarDate
{
    private const int YearMax = 9999;
    private const int SpringCode = 21;
    private const int WinterCode = 24;
    private const int MonthsInSeason = 3;

    public static Bounds? Read(ReadOnlySpan<char> text, out string error)
    {
        error = "";
        var unsigned = text.TrimStart("Y-");
        if (unsigned.Length < text.Length && !unsigned.IsEmpty && char.IsAsciiDigit(unsigned[0]))
            return Bounds.Refused($"'{text}' is a year outside 0001 to 9999; write four digits, such as 2022.", out error);
        if (!HasShape(text))
            return Bounds.Refused(
                $"'{text}' is not a date; write one such as 2022, 2022-01 or 2022-01-18, or 2022-01~ if it is not sure.",
                out error);

        var year = text[..4];
        if (text.Length == 4) return ReadYears(year, out error);
        if (year.Contains('X')) return Bounds.Refused($"'{text}' has a month in a year that is not known; write {year}.", out error);
        if (Digits.Read(year) == 0) return NoYear(out error);
        var month = text[5..7];
        var day = text.Length == 10 ? text[8..] : "XX";
        if (!month.Contains('X')) return ReadInMonth(text, month, day, out error);
        if (month is "XX" && day is "XX") return ReadYears(year, out error);
        return Bounds.Refused(
            $"'{text}' has a month that is not known, or only in part; write {year}-XX or a month, such as {year}-01.",
            out error);
    }

    private static Bounds? ReadYears(ReadOnlySpan<char> year, out string error)
    {
        error = "";
        if (year is "XXXX")
            return Bounds.Refused("The date leaves the whole year open; write the digits that are known, such as 20XX.", out error);
        var (first, last) = (0, 0);
        foreach (var digit in year)
        {
            first = first * 10 + (digit == 'X' ? 0 : digit - '0');
            last = last * 10 + (digit == 'X' ? 9 : digit - '0');
        }
        // There is no year 0, so that the first of 000X is 0001.
        return last == 0 ? NoYear(out error) : new Bounds(StartOfMonth(Math.Max(first, 1), 1), StartOfMonth(last + 1, 1));
    }

    private static Bounds? ReadInMonth(ReadOnlySpan<char> text, ReadOnlySpan<char> monthText, ReadOnlySpan<char> dayText, out string error)
    {
        error = "";
        var year = Digits.Read(text[..4]);
        var month = Digits.Read(monthText);
        if (month is >= SpringCode and <= WinterCode)
            return text.Length == 7
                ? Season(year, month)
                : Bounds.Refused($"'{text}' has a day in a season; write {text[..7]}.", out error);
        if (month is < 1 or > 12)
            return Bounds.Refused(
                $"There is no month {monthText}; write 01 to 12, such as {text[..4]}-12, or 21 to 24 for spring to winter.",
                out error);
        if (dayText is "XX") return new Bounds(StartOfMonth(year, month), StartOfMonth(year, month + 1));
        if (dayText.Contains('X'))
            return Bounds.Refused(
                $"'{text}' has a day that is known only in part; write {text[..7]} or a day, such as {text[..7]}-01.",
                out error);

        var day = Digits.Read(dayText);
        var days = DateTime.DaysInMonth(year, month);
        if (day < 1 || day > days)
            return Bounds.Refused($"There is no day {dayText} in {text[..7]}; write {text[..7]}-01 to {text[..7]}-{days}.", out error);
        var start = StartOfMonth(year, month).AddDays(day - 1);
        return new Bounds(start, day == days ? StartOfMonth(year, month + 1) : start.AddDays(1));
    }

    private static Bounds Season(int year, int code)
    {
        var first = (code - SpringCode + 1) * MonthsInSeason;
        return new Bounds(StartOfMonth(year, first), StartOfMonth(year, first + MonthsInSeason));
    }

    /// <summary>The start of a month, counted from January of the year, past December into the next one.</summary>
    private static DateTimeOffset StartOfMonth(int year, int month)
    {
        if (month > 12) (year, month) = (year + 1, month - 12);
        return year > YearMax ? EdtfDate.OpenEnd : new DateTimeOffset(year, month, 1, 0, 0, 0, TimeSpan.Zero);
    }

    /// <summary>Whether the text has the form of a year, month or day, each of digits of which the last may be `X`.</summary>
    private static bool HasShape(ReadOnlySpan<char> text) => text.Length switch
    {
        4 => IsField(text),
        7 => IsField(text[..4]) && text[4] == '-' && IsField(text[5..]),
        10 => IsField(text[..4]) && text[4] == '-' && IsField(text[5..7]) && text[7] == '-' && IsField(text[8..]),
        _ => false,
    };

    private static bool IsField(ReadOnlySpan<char> text) => Digits.Read(text.TrimEnd('X')) >= 0;

    private static Bounds? NoYear(out string error) =>
        Bounds.Refused("There is no year 0000; write 0001 to 9999, such as 2022.", out error);
}
