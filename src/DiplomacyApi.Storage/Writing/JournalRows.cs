using System.Security.Cryptography;
using Diplomacy.V1;

namespace DiplomacyApi.Storage.Writing;

/// <summary>Writes entries to the journal.</summary>
internal static class JournalRows
{
    private const string IntoJournal =
        "INSERT INTO journal (revision, kind, id, record_time, recorder, request_id, commitment, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

    private const string IntoPayload = "INSERT INTO payload (revision, salt, bytes, request_hash, erased_revision) VALUES (?1, ?2, ?3, ?4, ?5)";

    /// <summary>Writes an entry of another store as it is.</summary>
    public static void Copy(RowWriter rows, JournalEntry copied, long recordTime)
    {
        rows.Run(
            IntoJournal, copied.Revision, (int)copied.Kind, copied.Id, recordTime, copied.Recorder, copied.RequestId.Length > 0 ? copied.RequestId : null,
            copied.Commitment.ToByteArray(), copied.Hash.ToByteArray());
        rows.Run(
            IntoPayload, copied.Revision, copied.Salt.ToByteArray(), (copied.ErasedRevision == 0 ? copied.Payload : copied.StandIn).ToByteArray(),
            copied.RequestHash.IsEmpty ? null : copied.RequestHash.ToByteArray(), copied.ErasedRevision == 0 ? null : copied.ErasedRevision);
    }

    /// <summary>Writes one entry with the rows that follow from it, and returns the head that it makes.</summary>
    public static Head Append(RowWriter rows, Head head, Entry entry)
    {
        var salt = RandomNumberGenerator.GetBytes(Chain.SaltBytes);
        var commitment = Chain.Commitment(salt, entry.Payload);
        var hash = Chain.Hash(head.Hash, head.LogId, new Link(entry.Revision, (int)entry.Kind, entry.Id, entry.RecordTime, entry.Recorder, commitment));
        rows.Run(
            IntoJournal, entry.Revision, (int)entry.Kind, entry.Id, entry.RecordTime, entry.Recorder, entry.RequestId.Length > 0 ? entry.RequestId : null, commitment, hash);
        rows.Run(IntoPayload, entry.Revision, salt, entry.Payload, entry.RequestHash, null);
        rows.Project(entry);
        return new Head(head.LogId, entry.Revision, hash, Times.Time(entry.RecordTime));
    }
}
