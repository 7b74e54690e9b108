namespace DiplomacyApi.Storage.Journal;

/// <summary>Up to where the log is committed, and its hash there.</summary>
public sealed record Head(string LogId, long Revision, byte[] Hash, DateTimeOffset? RecordTime);

/// <summary>The two clocks of a read, fixed before its first query: what was known at a revision, as of a time.</summary>
public sealed record ReadPoint(string LogId, long Revision, DateTimeOffset AsOf)
{
    /// <summary>What a write left, at the position of its answer.</summary>
    public static ReadPoint Of(Diplomacy.V1.LogPosition position) => new(position.LogId, position.Revision, DateTimeOffset.MaxValue);
}

/// <summary>One page. <paramref name="NextKey"/> is the last key, opaque to the caller; null at the end.</summary>
public record Page<T>(IReadOnlyList<T> Items, string? NextKey);
