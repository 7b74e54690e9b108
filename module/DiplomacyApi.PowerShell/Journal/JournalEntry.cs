namespace DiplomacyApi.PowerShell;

/// <summary>One entry of the journal. Bytes are in hexadecimal digits, lower-case.</summary>
public sealed class JournalEntry
{
    public long Revision { get; init; }
    public JournalEntryKind Kind { get; init; }

    /// <summary>What it records or changes, with its collection: `statements/{id}`.</summary>
    public string Id { get; init; } = "";
    public DateTimeOffset RecordTime { get; init; }
    public string Recorder { get; init; } = "";
    public string RequestId { get; init; } = "";

    /// <summary>The chain up to here.</summary>
    public string Hash { get; init; } = "";
    public string Commitment { get; init; } = "";
    public bool Erased { get; init; }

    /// <summary>The entry that erased this one. 0: it was not erased.</summary>
    public long ErasedRevision { get; init; }

    /// <summary>The salt of the commitment; filled with -Raw, as are the payload and what stands in its place.</summary>
    public string Salt { get; init; } = "";
    public string Payload { get; init; } = "";
    public string StandIn { get; init; } = "";

    public override string ToString() => $"{Revision} {Id}";
}
