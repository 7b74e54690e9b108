using DiplomacyApi.Storage.Writing;

namespace DiplomacyApi.Storage.Sqlite.Writing;

/// <summary>Writes the rows of entries, each with its payload apart from what the chain is over.</summary>
internal sealed class JournalTables(RawStatements statements)
{
    private readonly RawStatement _entry = statements.Of(
        "INSERT INTO journal (revision, kind, id, record_time, recorder, request_id, commitment, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");

    private readonly RawStatement _payload = statements.Of(
        "INSERT INTO payload (revision, salt, bytes, request_hash, erased_revision) VALUES (?1, ?2, ?3, ?4, ?5)");

    public void Write(SealedEntry entry)
    {
        _entry.Bind().Add(entry.Link.Revision).Add(entry.Link.Kind).Add(entry.Link.Id).Add(entry.Link.RecordTime).Add(entry.Link.Recorder)
            .Add(entry.RequestId.Length > 0 ? entry.RequestId : null).Add(entry.Link.Commitment).Add(entry.Hash).Execute();
        _payload.Bind().Add(entry.Link.Revision).Add(entry.Salt).Add(entry.Payload).Add(entry.RequestHash).Add(entry.ErasedRevision)
            .Execute();
    }
}
