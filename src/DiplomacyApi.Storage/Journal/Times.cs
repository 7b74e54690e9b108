using DiplomacyApi.Domain.Dates;
using PartialDate = Diplomacy.V1.PartialDate;

namespace DiplomacyApi.Storage.Journal;

/// <summary>Times as the database keeps them: ticks (100 ns) since 1970 in UTC.</summary>
internal static class Times
{
    /// <summary>No end, of a time as of a revision.</summary>
    public const long Open = long.MaxValue;

    public static long Of(DateTimeOffset time) => time == DateTimeOffset.MaxValue ? Open : (time - DateTimeOffset.UnixEpoch).Ticks;

    /// <summary>An as-of time, never past the last tick: what is open still holds there.</summary>
    public static long At(DateTimeOffset time) => Math.Min(Of(time), Open - 1);

    public static DateTimeOffset Time(long ticks) =>
        ticks == Open ? DateTimeOffset.MaxValue : DateTimeOffset.UnixEpoch.AddTicks(ticks);

    /// <summary>A date as a filter means it, half-open: where its start is open (`../2022-02`), from the beginning.</summary>
    public static (long From, long Until) Range(string text)
    {
        var date = EdtfDate.Parse(text);
        return (text.StartsWith("../", StringComparison.Ordinal) ? long.MinValue : Of(date.Earliest), Of(date.Latest));
    }

    /// <summary>
    /// When an entry is recorded that comes after a head: now in whole microseconds, which every store can keep, but never before the last
    /// entry.
    /// </summary>
    public static DateTimeOffset Recorded(TimeProvider time, Head head)
    {
        var now = time.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        return head.RecordTime is { } last && last > now ? last : now;
    }

    /// <summary>From when to when a due is; null where there is none.</summary>
    public static (long From, long Until)? DueBounds(PartialDate? due)
    {
        if (due is null) return null;
        var (from, until) = Domain.Obligations.DueBounds.Of(due);
        return (Of(from), Of(until));
    }

    /// <summary>The bounds of a date, from its text; null where there is none.</summary>
    public static (long Earliest, long Latest)? Bounds(PartialDate? date)
    {
        if (date is null) return null;
        if (date.EarliestTime is not null)
            return (Of(date.EarliestTime.ToDateTimeOffset()), date.LatestTime is null ? Open : Of(date.LatestTime.ToDateTimeOffset()));
        return EdtfDate.TryParse(date.Text, out var parsed, out _) ? (Of(parsed.Earliest), Of(parsed.Latest)) : null;
    }
}
