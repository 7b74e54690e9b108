using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Statements;
using DiplomacyApi.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Writing;

/// <summary>The requests that were carried out before, found by recorder and request id.</summary>
internal static class Requests
{
    /// <summary>The first answer to a request id, with the hash of its request, if that was not erased; null where the id is new.</summary>
    public static (byte[]? Hash, Written Written)? Find(SqliteConnection connection, RawStatements statements, string logId, string recorder, string requestId, CancellationToken ct)
    {
        // Nearly every request is new.
        using (var first = statements.Of("SELECT revision FROM journal WHERE recorder = ?1 AND request_id = ?2").Run(recorder, requestId))
            if (!first.Read())
                return null;
        const string sql =
            """
            SELECT j.revision, j.kind, j.record_time, p.bytes, p.request_hash, c.bytes AS changes
            FROM journal j JOIN payload p ON p.revision = j.revision LEFT JOIN changes c ON c.revision = j.revision
            WHERE j.recorder = @recorder AND j.request_id = @requestId ORDER BY j.revision
            """;
        var rows = connection.Query<(long Revision, int Kind, long RecordTime, byte[] Bytes, byte[]? Hash, byte[]? Changes)>(
            new CommandDefinition(sql, new { recorder, requestId }, cancellationToken: ct)).AsList();
        var entries = rows.ConvertAll(row => new Entry
        {
            Revision = row.Revision,
            Kind = (JournalEntryKind)row.Kind,
            RecordTime = row.RecordTime,
            Recorder = recorder,
            Message = Entry.Parse((JournalEntryKind)row.Kind, row.Bytes),
            Changes = EntryChanges.Read(row.Changes, logId),
        });
        foreach (var entry in entries)
            if (entry.Message is Correction correction)
                entry.Standing = StandingAt(statements, correction, ct);
        return (rows[0].Hash, new Written(entries, entries[^1].Revision, Replayed: true));
    }

    /// <summary>Refuses a request with the id of another one. Whose words were erased can no longer be told from others of its kind.</summary>
    public static void RefuseOther(string requestId, byte[] hash, byte[]? first, bool isOfKind)
    {
        if (first is null ? !isOfKind : !first.AsSpan().SequenceEqual(hash))
            throw new RefusedException(ErrorReason.RequestIdReused, $"The request id {requestId} was used for another request.", "request_id");
    }

    /// <summary>The statement as a correction left it.</summary>
    private static Statement? StandingAt(RawStatements statements, Correction correction, CancellationToken ct)
    {
        var closure = new Closure(statements.Of, correction.Revision);
        if (closure.StatementOf(correction.Name, ct) is not { } name) return null;
        closure.Load([name], ct);
        var standing = CorrectedStatement.Of(closure.Graph.Statements[name], closure.Graph.Corrections[name]);
        return standing.Content is null ? null : StatementVersion.Served(closure.Graph.Statements[name], standing, closure.Graph.Attachments.GetValueOrDefault(name, []));
    }
}
