namespace DiplomacyApi.PowerShell;

/// <summary>One entry of the journal. Bytes are in hexadecimal digits, lower-case.</summary>
public sealed class JournalEntry
{
    /// <summary>The revision of the entry, from 1.</summary>
    public long Revision { get; init; }

    /// <summary>What it records.</summary>
    public JournalEntryKind Kind { get; init; }

    /// <summary>What it records or changes, with its collection: `statements/{id}`.</summary>
    public string Id { get; init; } = "";

    /// <summary>When it was recorded, in UTC.</summary>
    public DateTimeOffset RecordTime { get; init; }

    /// <summary>Who recorded it.</summary>
    public string Recorder { get; init; } = "";

    /// <summary>The request id of the write; empty if it had none.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>The chain up to here.</summary>
    public string Hash { get; init; } = "";

    /// <summary>The HMAC-SHA-256 of the payload, under the salt.</summary>
    public string Commitment { get; init; } = "";

    /// <summary>Whether its content was erased.</summary>
    public bool Erased { get; init; }

    /// <summary>The entry that erased this one. 0: it was not erased.</summary>
    public long ErasedRevision { get; init; }

    /// <summary>The salt of the commitment; filled with -Raw, as are the payload and what stands in its place.</summary>
    public string Salt { get; init; } = "";

    /// <summary>The recorded message, as bytes of Protobuf; empty without -Raw.</summary>
    public string Payload { get; init; } = "";

    /// <summary>The message that is served instead of an erased payload; empty without -Raw.</summary>
    public string StandIn { get; init; } = "";

    /// <inheritdoc />
    public override string ToString() => $"{Revision} {Id}";
}
