using System.Globalization;
using System.Text.RegularExpressions;

namespace DiplomacyApi.Tests.Domain.Dates;

/// <summary>
/// The forms of EDTF that are read, and what each covers, as patterns and arithmetic: written apart from the reader, to be compared with
/// it.
/// </summary>
internal static partial class EdtfGrammar
{
    private const int TextCharactersMax = 64;
    private const int OffsetMinutesMax = 14 * 60;

    /// <summary>The ticks that a text covers, from the first to the first after it; null where it is none of the forms.</summary>
    public static (long From, long To)? Covered(string text)
    {
        if (text.Length > TextCharactersMax) return null;
        return text.Split('/') switch
        {
            [var one] => Side(one),
            ["..", ".."] => null,
            ["..", var end] => Side(end),
            [var start, ".."] => Side(start) is { } open ? (open.From, DateTime.MaxValue.Ticks) : null,
            [var start, var end] when Side(start) is { } first && Side(end) is { } last && first.From < last.To => (first.From, last.To),
            _ => null,
        };
    }

    private static (long From, long To)? Side(string text)
    {
        if (Years().Match(text) is { Success: true } years)
        {
            var first = Number(years.Groups[1].Value.Replace('X', '0'));
            var last = Number(years.Groups[1].Value.Replace('X', '9'));
            return last == 0 ? null : (Month(Math.Max(first, 1), 1), Month(last + 1, 1));
        }
        if (Days().Match(text) is { Success: true } days)
        {
            var (year, month, day) = (Number(days.Groups[1].Value), days.Groups[2].Value, days.Groups[3].Value);
            if (year == 0) return null;
            return (month, day) switch
            {
                ("XX", "" or "XX") => (Month(year, 1), Month(year + 1, 1)),
                ("21" or "22" or "23" or "24", "") => (Month(year, 3 * Number(month) - 60), Month(year, 3 * Number(month) - 57)),
                (not "XX", "" or "XX") when Number(month) is >= 1 and <= 12 => (Month(year, Number(month)), Month(year, Number(month) + 1)),
                _ => Day($"{days.Groups[1].Value}-{month}-{day}") is { } start ? (start, Sum(start, TimeSpan.TicksPerDay)) : null,
            };
        }
        return Instants().Match(text) is { Success: true } instant ? Instant(instant.Groups) : null;
    }

    private static (long From, long To)? Instant(GroupCollection groups)
    {
        var (hour, minute, second) = (Number(groups["hour"].Value), Number(groups["minute"].Value), Number("0" + groups["second"].Value));
        var offset = 60 * Number("0" + groups["hours"].Value) + Number("0" + groups["minutes"].Value);
        if (Day(groups["day"].Value) is not { } day || hour > 24 || minute > 59 || second > 59) return null;
        if (hour == 24 && (minute, second, groups["fraction"].Value.Trim('0')) is not (0, 0, "")) return null;
        if (Number("0" + groups["minutes"].Value) > 59 || offset > OffsetMinutesMax) return null;
        var ticks = (3600 * hour + 60 * minute + second) * TimeSpan.TicksPerSecond
            + Number("0" + groups["fraction"].Value.PadRight(7, '0')[..7]);
        var from = day + ticks - (groups["sign"].Value == "-" ? -offset : offset) * TimeSpan.TicksPerMinute;
        if (from < 0 || from >= DateTime.MaxValue.Ticks) return null;
        return (from,
            Sum(from, groups["fraction"].Success ? 1 : groups["second"].Success ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMinute));
    }

    private static long? Day(string text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.Ticks : null;

    /// <summary>The start of a month, counted on from January of the year.</summary>
    private static long Month(int year, int month) => year + (month - 1) / 12 > 9999
        ? DateTime.MaxValue.Ticks
        : new DateTime(year + (month - 1) / 12, (month - 1) % 12 + 1, 1).Ticks;

    // Nothing is after the last instant that can be written.
    private static long Sum(long ticks, long more) => Math.Min(DateTime.MaxValue.Ticks, ticks + more);

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A([0-9]{4}|[0-9]{3}X|[0-9]{2}XX|[0-9]XXX)[~?%]?\z")]
    private static partial Regex Years();

    [GeneratedRegex(@"\A([0-9]{4})-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?[~?%]?\z")]
    private static partial Regex Days();

    [GeneratedRegex(
        @"\A(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})T(?<hour>[0-9]{2}):(?<minute>[0-9]{2})(?::(?<second>[0-9]{2})(?:\.(?<fraction>[0-9]{1,9}))?)?(?:Z|(?<sign>[+-])(?<hours>[0-9]{2})(?::(?<minutes>[0-9]{2}))?)?[~?%]?\z")]
    private static partial Regex Instants();
}
