using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Writing;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Sqlite.Writing;

/// <summary>Finds what a request id was used for, by recorder and id.</summary>
internal static class FirstAnswers
{
    private const string Entries =
        """
        SELECT j.revision, j.kind, j.record_time, p.bytes, p.request_hash, c.bytes AS changes
        FROM journal j JOIN payload p ON p.revision = j.revision LEFT JOIN changes c ON c.revision = j.revision
        WHERE j.recorder = @recorder AND j.request_id = @requestId ORDER BY j.revision
        """;

    public static FirstAnswer? Find(SqliteConnection connection, RawStatements prepared, string logId, string recorder, string requestId, CancellationToken ct)
    {
        // Nearly every request is new.
        using (var first = prepared.Of("SELECT revision FROM journal WHERE recorder = ?1 AND request_id = ?2").Run(recorder, requestId))
            if (!first.Read())
                return null;
        var rows = connection.Query<(long Revision, int Kind, long RecordTime, byte[] Bytes, byte[]? Hash, byte[]? Changes)>(
            new CommandDefinition(Entries, new { recorder, requestId }, cancellationToken: ct)).AsList();
        return new FirstAnswer(rows[0].Hash, rows.ConvertAll(row => new Entry
        {
            Revision = row.Revision,
            Kind = (JournalEntryKind)row.Kind,
            RecordTime = row.RecordTime,
            Recorder = recorder,
            Message = EntryMessages.Parse((JournalEntryKind)row.Kind, row.Bytes),
            Changes = EntryChanges.Read(row.Changes, logId),
        }));
    }
}
