using Diplomacy.V1;
using DiplomacyApi.Storage.Journal;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Storage.Entries;

/// <summary>An entry of the journal with its payload, as it lies in the database.</summary>
internal sealed record EntryRow(
    long Revision, long Kind, string Id, long RecordTime, string Recorder, string? RequestId, byte[] Commitment, byte[] Hash,
    byte[]? RequestHash, byte[]? Salt, byte[]? Bytes,
    long? ErasedRevision)
{
    /// <summary>The columns, of journal j and payload p.</summary>
    public const string Columns =
        """
        j.revision, CAST(j.kind AS BIGINT) AS kind, j.id, j.record_time AS recordTime, j.recorder, j.request_id AS requestId, j.commitment, j.hash, p.request_hash AS requestHash, p.salt, p.bytes,
        p.erased_revision AS erasedRevision
        """;

    /// <summary>What the chain tells of it, without its bytes.</summary>
    public JournalEntry Bare() => new()
    {
        Revision = Revision,
        Kind = (JournalEntryKind)Kind,
        Id = Id,
        RecordTime = Timestamp.FromDateTimeOffset(Times.Time(RecordTime)),
        Recorder = Recorder,
        RequestId = RequestId ?? "",
        Commitment = ByteString.CopyFrom(Commitment),
        Hash = ByteString.CopyFrom(Hash),
        ErasedRevision = ErasedRevision ?? 0,
    };

    public JournalEntry Whole()
    {
        var entry = Bare();
        entry.RequestHash = ByteString.CopyFrom(RequestHash ?? []);
        if (ErasedRevision is not null)
        {
            entry.StandIn = ByteString.CopyFrom(Bytes ?? []);
            return entry;
        }
        if (Salt is not null) entry.Salt = ByteString.CopyFrom(Salt);
        if (Bytes is not null) entry.Payload = ByteString.CopyFrom(Bytes);
        return entry;
    }
}
