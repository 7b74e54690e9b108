using System.Data.Common;
using System.Text.Json;
using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Journal;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Domain.Statements;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Obligations;
using DiplomacyApi.Storage.Statements;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Storage.Writing;

/// <summary>
/// Erases a statement, within the caller's transaction: the entry that records it has what may stay, which replaces the payloads,
/// and all that is connected with the statement is derived again, as if nothing more than that had been recorded.
/// </summary>
internal static class Erasures
{
    private const string EntriesOf =
        """
        SELECT j.revision, j.kind, p.bytes FROM journal j JOIN payload p ON p.revision = j.revision WHERE j.revision IN (
          SELECT revision FROM statements WHERE name = @name
          UNION SELECT revision FROM corrections WHERE statement = @name
          UNION SELECT revision FROM attachments WHERE statement = @name
          UNION SELECT revision FROM erasures WHERE statement = @name)
        ORDER BY j.revision
        """;

    // Without its salt a commitment tells nothing of what it was made of.
    private const string PutInPlace =
        "UPDATE payload SET salt = ?2, bytes = ?3, request_hash = NULL, erased_revision = ?4 WHERE revision = ?1";

    // A batch has one hash, which is over all its statements.
    private const string ForgetRequests =
        """
        UPDATE payload SET request_hash = NULL WHERE request_hash IS NOT NULL AND revision IN (
          SELECT other.revision FROM journal erased JOIN journal other ON other.recorder = erased.recorder AND other.request_id = erased.request_id
          WHERE erased.revision IN (SELECT CAST(value AS BIGINT) FROM json_each(?1)) AND other.revision <> ?2)
        """;

    /// <summary>Whether anything was ever erased.</summary>
    public static bool HasAny(DbConnection connection) =>
        connection.ExecuteScalar<bool>(new CommandDefinition("SELECT EXISTS (SELECT 1 FROM payload WHERE erased_revision IS NOT NULL)"));

    public static (EraseStatementResponse Response, Head Head) Write(
        WriteTransaction transaction, Head head, ExclusiveRequest<EraseStatementRequest> asked, DateTimeOffset recordTime,
        CancellationToken ct)
    {
        var request = asked.Request;
        if (Repeated(transaction, head, asked, ct) is { } repeated) return (repeated, head);
        Expectations.Check(request.Expectations, subject => transaction.LastChange(subject, ct));

        var loader = new StatementLoader(transaction.Statements, head.Revision);
        var connected = loader.LoadConnected(request.Statement, ct);
        var before = CurrentOf(transaction, connected, ct);
        var entry = EntryOf(transaction, head, asked, recordTime, loader.Graph.Statements.GetValueOrDefault(request.Statement), ct);
        var erasure = (Erasure)entry.Message;
        // The entry itself names them, so that a rebuild finds them: what was erased does not say any more what it was about.
        var moved = Moved(loader.Graph, erasure, connected, before, ct);
        erasure.Moved.AddRange(moved.Where(one => one.Change.MovesStatus && Stays(one.Subject, loader.Graph, erasure))
            .Select(one => one.Subject));

        var written = transaction.Append(head, entry);
        foreach (var one in erasure.StandIns)
            transaction.Execute(PutInPlace, one.Revision, Array.Empty<byte>(), one.Payload.ToByteArray(), erasure.Revision);
        transaction.Execute(ForgetRequests, JsonSerializer.Serialize(erasure.StandIns.Select(one => one.Revision)), erasure.Revision);
        Rebuild.Connected(transaction, written, connected, ct);

        var position = new LogPosition { LogId = head.LogId, Revision = written.Revision };
        var changes = ReportedChanges.Of(moved.SelectMany(one => EntryChanges.Of(one.Change.Closed, one.Change.Opened, entry, position)));
        return (new EraseStatementResponse
        {
            Statement = Standing(transaction, request.Statement, written, ct),
            Changes = { changes.Changes },
            ChangesOmitted = changes.AreOmitted,
            LogPosition = position,
            ErasedEntries = erasure.StandIns.Count,
        }, written);
    }

    private static Entry EntryOf(
        WriteTransaction transaction, Head head, ExclusiveRequest<EraseStatementRequest> asked, DateTimeOffset recordTime,
        Statement? recorded, CancellationToken ct)
    {
        var request = asked.Request;
        if (recorded is null)
            throw StatementRefusals.UnknownTarget(request.Statement, ".", "statement");
        if (Redaction.IsComplete(recorded))
            throw new RefusedException(ErrorReason.StatementErased,
                $"All of {recorded.Name} was erased at revision {recorded.ErasedRevision}.", "statement");

        var erasure = new Erasure
        {
            Statement = recorded.Name,
            Extent = request.Extent,
            Note = request.Note.Normalize(System.Text.NormalizationForm.FormC),
            Revision = head.Revision + 1,
            RecordTime = Timestamp.FromDateTimeOffset(recordTime),
            Recorder = asked.Recorder,
        };
        foreach (var (revision, kind, bytes) in transaction.Connection.Query<(long Revision, int Kind,
                byte[] Bytes)>(new CommandDefinition(EntriesOf, new { name = recorded.Name }, cancellationToken: ct)))
            erasure.StandIns.Add(new StandIn
            {
                Revision = revision,
                Payload = Redaction.Redact(EntryMessages.Parse((JournalEntryKind)kind, bytes), erasure).ToByteString(),
            });
        return new Entry
        {
            Revision = erasure.Revision,
            Kind = JournalEntryKind.StatementErased,
            RecordTime = Times.Of(recordTime),
            Recorder = asked.Recorder,
            Message = erasure,
            RequestId = request.RequestId,
            RequestHash = request.RequestId.Length > 0 ? asked.Hash : null,
        };
    }

    /// <summary>What differs in the segments of all that is connected once the stand-ins are in their places.</summary>
    private static List<(string Subject, SegmentChange Change)> Moved(
        StatementGraph graph, Erasure erasure, HashSet<string> connected, CurrentSegments before, CancellationToken ct)
    {
        var known = KnownStatements.Of(
            graph.Statements.Values.Select(one => one.Name == erasure.Statement ? (Statement)Redaction.Redact(one, erasure) : one),
            graph.Corrections.SelectMany(of =>
                of.Value.Select(one => of.Key == erasure.Statement ? (Correction)Redaction.Redact(one, erasure) : one)),
            Lens.Open);
        var subjects = known.Subjects.ToHashSet(StringComparer.Ordinal);
        return [.. connected.Order(StringComparer.Ordinal)
            .Select(name =>
                (name, before.Take(name, subjects.Contains(name) ? known.Follow(name, ct).TakeSegments() : null, new ProjectionBatch())))
            .Where(one => !one.Item2.IsNone)];
    }

    /// <summary>Whether a name is still there, as somebody else makes it too: of what is erased no name is kept.</summary>
    private static bool Stays(string subject, StatementGraph graph, Erasure erasure) => erasure.Extent == ErasureExtent.Words
        || graph.MakersOf(subject).Append(subject).Any(name => name != erasure.Statement && graph.Statements.ContainsKey(name));

    private static EraseStatementResponse? Repeated(
        WriteTransaction transaction, Head head, ExclusiveRequest<EraseStatementRequest> asked, CancellationToken ct)
    {
        if (asked.Request.RequestId.Length == 0
                || RepeatedRequests.Find(transaction, head.LogId, asked.Recorder, asked.Request.RequestId, ct) is not { } found)
            return null;
        RepeatedRequests.RefuseOther(asked.Request.RequestId, asked.Hash, found.Hash,
            found.Written.Entries[0].Kind == JournalEntryKind.StatementErased);
        var erasure = found.Written.Of<Erasure>();
        return new EraseStatementResponse
        {
            Statement = Standing(transaction, erasure.Statement, head, ct),
            LogPosition = new LogPosition { LogId = head.LogId, Revision = erasure.Revision },
            Replayed = true,
            ErasedEntries = erasure.StandIns.Count,
        };
    }

    private static CurrentSegments CurrentOf(WriteTransaction transaction, IEnumerable<string> names, CancellationToken ct)
    {
        var segments = new CurrentSegments(transaction);
        segments.Load(names, ct);
        return segments;
    }

    private static Statement Standing(WriteTransaction transaction, string name, Head head, CancellationToken ct)
    {
        var loader = new StatementLoader(transaction.Statements, head.Revision);
        loader.Load([name], ct);
        var recorded = loader.Graph.Statements[name];
        return StatementVersion.Served(
            recorded, Domain.Statements.CorrectedStatement.Of(recorded, loader.Graph.CorrectionsOf(name)),
            loader.Graph.Attachments.GetValueOrDefault(name, []));
    }
}
