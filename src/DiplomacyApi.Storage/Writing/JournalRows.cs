using System.Security.Cryptography;
using Diplomacy.V1;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Writing;

/// <summary>Writes entries to the journal.</summary>
internal static class JournalRows
{
    /// <summary>Writes one entry with the rows that follow from it, and returns the head that it makes.</summary>
    public static Head Append(RowWriter rows, Head head, Entry entry)
    {
        var salt = RandomNumberGenerator.GetBytes(Chain.SaltBytes);
        var commitment = Chain.Commitment(salt, entry.Payload);
        var hash = Chain.Hash(head.Hash, head.LogId, new Link(entry.Revision, (int)entry.Kind, entry.Id, entry.RecordTime, entry.Recorder, commitment));
        rows.Run(
            "INSERT INTO journal (revision, kind, id, record_time, recorder, request_id, commitment, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            entry.Revision, (int)entry.Kind, entry.Id, entry.RecordTime, entry.Recorder, entry.RequestId.Length > 0 ? entry.RequestId : null, commitment, hash);
        rows.Run(
            "INSERT INTO payload (revision, salt, bytes, request_hash, changes) VALUES (?1, ?2, ?3, ?4, ?5)",
            entry.Revision, salt, entry.Payload, entry.RequestHash, entry.RequestHash is null ? null : ChangesOf(entry));
        foreach (var row in entry.Rows) row(rows);
        return new Head(head.LogId, entry.Revision, hash, Times.Time(entry.RecordTime));
    }

    private static byte[] ChangesOf(Entry entry) => new RecordStatementResponse { Changes = { entry.Changes } }.ToByteArray();
}
