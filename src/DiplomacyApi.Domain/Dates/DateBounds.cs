using Google.Protobuf.WellKnownTypes;
using DateMessage = Diplomacy.V1.PartialDate;

namespace DiplomacyApi.Domain.Dates;

/// <summary>The bounds of the contract's dates.</summary>
public static class DateBounds
{
    /// <summary>
    /// A date's half-open bounds, in UTC: the earliest instant is covered, the latest is the first that is not. They are derived from its
    /// text where the server has not filled them; a date that is null, or not one, is unbounded.
    /// </summary>
    public static (DateTimeOffset Earliest, DateTimeOffset Latest) Of(DateMessage? date)
    {
        if (date is null) return (DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        if (date.EarliestTime is not null)
            return (date.EarliestTime.ToDateTimeOffset(), date.LatestTime?.ToDateTimeOffset() ?? DateTimeOffset.MaxValue);
        return EdtfDate.TryParse(date.Text, out var parsed, out _)
            ? (parsed.Earliest, parsed.Latest)
            : (DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
    }

    /// <summary>Fills the bounds of a date from its text; an open end has no latest time.</summary>
    /// <exception cref="FormatException">The text is not a date.</exception>
    public static void Fill(DateMessage date)
    {
        ArgumentNullException.ThrowIfNull(date);
        var parsed = EdtfDate.Parse(date.Text);
        date.EarliestTime = Timestamp.FromDateTimeOffset(parsed.Earliest);
        date.LatestTime = parsed.Latest == EdtfDate.OpenEnd ? null : Timestamp.FromDateTimeOffset(parsed.Latest);
    }
}
