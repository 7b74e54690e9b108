using System.Text.RegularExpressions;
using Diplomacy.V1;
using DiplomacyApi.PowerShell.Engine.Messages;
using Ical.Net.DataTypes;

namespace DiplomacyApi.PowerShell.Engine.Reports.Calendars;

/// <summary>Where a partial date stands in a calendar: whole days, or instants; nowhere, where no day is known.</summary>
internal sealed partial record CalendarTime(CalDateTime Start, CalDateTime? End)
{
    /// <summary>
    /// Only what is dated to the day or narrower has a span. A due that is vaguer stands on its last day, on which it is still due; a
    /// meeting that is vaguer has no place.
    /// </summary>
    public static CalendarTime? Of(PartialDate? date, bool isDue)
    {
        if (date is null || date.Earliest() is not { } earliest || date.Latest() is not { } latest) return null;
        if (date.Text.Contains('T', StringComparison.Ordinal))
            return new(Instant(earliest), date.Text.Contains('/', StringComparison.Ordinal) ? Instant(latest) : null);
        if (date.Text.Split('/').All(side => Day().IsMatch(side))) return new(DayOf(earliest), DayOf(latest));
        return isDue ? new(DayOf(latest.AddDays(-1)), DayOf(latest)) : null;
    }

    /// <summary>The date as it was given, in words.</summary>
    public static string InWords(PartialDate? date)
    {
        if (date is null) return "not known";
        var sides = date.Text.Split('/').Select(side => side.EndsWith('~') ? $"about {side[..^1]}" : side).ToArray();
        return sides switch
        {
            ["..", var end] => $"by {end}",
            [var start, ".."] => $"from {start} on",
            [var start, var end] => $"{start} to {end}",
            _ => sides[0],
        } + (date.Text.Split('/').All(side => Day().IsMatch(side) || side.Contains('T', StringComparison.Ordinal))
            ? ""
            : " (the day is not known)");
    }

    private static CalDateTime Instant(DateTimeOffset time) => new(time.UtcDateTime);

    private static CalDateTime DayOf(DateTimeOffset time) => new(DateOnly.FromDateTime(time.UtcDateTime));

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[~?%]?$", RegexOptions.CultureInvariant)]
    private static partial Regex Day();
}
