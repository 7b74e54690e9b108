namespace DiplomacyApi.Storage.Journal;

/// <summary>Up to where the log is committed, and its hash there.</summary>
public sealed record Head(string LogId, long Revision, byte[] Hash, DateTimeOffset? RecordTime)
{
    /// <summary>Whether it is the same place of the same log.</summary>
    public bool Equals(Head? other) => other is not null && Revision == other.Revision && LogId == other.LogId
        && RecordTime == other.RecordTime && Hash.AsSpan().SequenceEqual(other.Hash);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(LogId, Revision);
}

/// <summary>The two clocks of a read, fixed before its first query: what was known at a revision, as of a time.</summary>
public sealed record ReadPoint(string LogId, long Revision, DateTimeOffset AsOf)
{
    /// <summary>What a write left, at the position of its answer.</summary>
    public static ReadPoint Of(Diplomacy.V1.LogPosition position) => new(position.LogId, position.Revision, DateTimeOffset.MaxValue);
}

/// <summary>One page. <paramref name="NextKey"/> is the last key, opaque to the caller; null at the end.</summary>
public record Page<T>(IReadOnlyList<T> Items, string? NextKey);
