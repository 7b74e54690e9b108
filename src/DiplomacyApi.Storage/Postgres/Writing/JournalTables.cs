using DiplomacyApi.Storage.Writing;
using static DiplomacyApi.Storage.Postgres.Writing.ColumnType;

namespace DiplomacyApi.Storage.Postgres.Writing;

/// <summary>The rows of entries, each with its payload apart from what the chain is over.</summary>
internal sealed class JournalTables
{
    private readonly RowArrays _entries = RowArrays.Into("journal",
        ("revision", Number), ("kind", Number), ("id", Text), ("record_time", Number), ("recorder", Text), ("request_id", Text),
        ("commitment", Blob), ("hash", Blob));

    private readonly RowArrays _payloads = RowArrays.Into("payload",
        ("revision", Number), ("salt", Blob), ("bytes", Blob), ("request_hash", Blob), ("erased_revision", Number));

    /// <summary>In the order in which they are to be sent.</summary>
    public IEnumerable<RowArrays> All => [_entries, _payloads];

    public void Write(SealedEntry entry)
    {
        _entries.Add(entry.Link.Revision).Add(entry.Link.Kind).Add(entry.Link.Id).Add(entry.Link.RecordTime).Add(entry.Link.Recorder)
            .Add(entry.RequestId.Length > 0 ? entry.RequestId : null).Add(entry.Link.Commitment).Add(entry.Hash);
        _payloads.Add(entry.Link.Revision).Add(entry.Salt).Add(entry.Payload).Add(entry.RequestHash).Add(entry.ErasedRevision);
    }
}
