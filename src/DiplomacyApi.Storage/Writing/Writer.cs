using Diplomacy.V1;
using DiplomacyApi.Domain.Actors;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Negotiations;
using DiplomacyApi.Domain.Statements;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Obligations;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Writing;

/// <summary>
/// Records requests. Each waits for its place in the queue and for its commit; a refusal is a <see cref="RefusedException"/>.
/// </summary>
public sealed class Writer
{
    private readonly WriteLoop _loop;
    private readonly Func<Head> _head;
    private readonly Func<long, CancellationToken, Task<bool>> _cleared;

    internal Writer(WriteLoop loop, Func<Head> head, Func<long, CancellationToken, Task<bool>> cleared) =>
        (_loop, _head, _cleared) = (loop, head, cleared);

    /// <summary>Records an actor. Refuses ACTOR_EXISTS, and what is wrong in the request.</summary>
    public async Task<CreateActorResponse> CreateActorAsync(CreateActorRequest request, string recorder, CancellationToken ct)
    {
        var written = await Write(new WriteItem(request, recorder, ct)
        {
            RequestId = request.RequestId,
            ValidateOnly = request.ValidateOnly,
            Expectations = request.Expectations,
            Steps = [new(JournalEntryKind.ActorCreated, request, (loaded, stamp) => ActorDecisions.Create(loaded, request, stamp))],
        }, ct).ConfigureAwait(false);
        return new CreateActorResponse { Actor = written.Of<Actor>(), LogPosition = At(written), Replayed = written.Replayed };
    }

    /// <summary>Updates an actor. Where it is so already, it is left for the caller to read, at the position given.</summary>
    public async Task<UpdateActorResponse> UpdateActorAsync(UpdateActorRequest request, string recorder, CancellationToken ct)
    {
        var written = await Write(new WriteItem(request, recorder, ct)
        {
            RequestId = request.RequestId,
            ValidateOnly = request.ValidateOnly,
            Expectations = request.Expectations,
            Steps = [new(JournalEntryKind.ActorUpdated, request, (loaded, stamp) => ActorDecisions.Update(loaded, request, stamp))],
        }, ct).ConfigureAwait(false);
        return new UpdateActorResponse
        {
            Actor = written.Entries is [var entry] ? (Actor)entry.Message : null,
            LogPosition = At(written),
            Replayed = written.Replayed,
        };
    }

    /// <summary>Records a negotiation. Refuses NEGOTIATION_EXISTS, and what is wrong in the request.</summary>
    public async Task<CreateNegotiationResponse> CreateNegotiationAsync(
        CreateNegotiationRequest request, string recorder, CancellationToken ct)
    {
        var written = await Write(new WriteItem(request, recorder, ct)
        {
            RequestId = request.RequestId,
            ValidateOnly = request.ValidateOnly,
            Expectations = request.Expectations,
            Steps = [new(JournalEntryKind.Negotiation, request, (loaded, stamp) => NegotiationDecisions.Create(loaded, request, stamp))],
        }, ct).ConfigureAwait(false);
        return new CreateNegotiationResponse
        {
            Negotiation = written.Of<Negotiation>(),
            LogPosition = At(written),
            Replayed = written.Replayed,
        };
    }

    /// <summary>Updates a negotiation. Where it is so already, it is left for the caller to read, at the position given.</summary>
    public async Task<UpdateNegotiationResponse> UpdateNegotiationAsync(
        UpdateNegotiationRequest request, string recorder, CancellationToken ct)
    {
        var written = await Write(new WriteItem(request, recorder, ct)
        {
            RequestId = request.RequestId,
            ValidateOnly = request.ValidateOnly,
            Expectations = request.Expectations,
            Steps = [new(JournalEntryKind.NegotiationUpdated, request, (loaded, stamp) =>
                NegotiationDecisions.Update(loaded, request, stamp))],
        }, ct).ConfigureAwait(false);
        return new UpdateNegotiationResponse
        {
            Negotiation = written.Entries is [var entry] ? (Negotiation)entry.Message : null,
            LogPosition = At(written),
            Replayed = written.Replayed,
        };
    }

    /// <summary>Records a statement, and tells what it changed as of its record time.</summary>
    public async Task<RecordStatementResponse> RecordStatementAsync(RecordStatementRequest request, string recorder, CancellationToken ct)
    {
        var written = await Write(new WriteItem(request, recorder, ct)
        {
            RequestId = request.RequestId,
            ValidateOnly = request.ValidateOnly,
            Expectations = request.Expectations,
            Steps = [Recording(request)],
        }, ct).ConfigureAwait(false);
        var changes = ReportedChanges.Of(written.Entries[0].Changes);
        return new RecordStatementResponse
        {
            Statement = written.Of<Statement>(),
            Changes = { changes.Changes },
            ChangesOmitted = changes.AreOmitted,
            LogPosition = At(written),
            Replayed = written.Replayed,
        };
    }

    /// <summary>Records several statements in one commit, each seeing those before it: all of them, or none.</summary>
    public async Task<BatchRecordStatementsResponse> BatchRecordStatementsAsync(
        BatchRecordStatementsRequest request, string recorder, CancellationToken ct)
    {
        var written = await Write(new WriteItem(request, recorder, ct)
        {
            RequestId = request.RequestId,
            ValidateOnly = request.ValidateOnly,
            Expectations = request.Expectations,
            Steps = [.. request.Requests.Select(Recording)],
            StepsField = "requests",
        }, ct).ConfigureAwait(false);
        var changes = ReportedChanges.Of(written.Entries.SelectMany(entry => entry.Changes));
        return new BatchRecordStatementsResponse
        {
            Statements = { written.Entries.Select(entry => (Statement)entry.Message) },
            Changes = { changes.Changes },
            ChangesOmitted = changes.AreOmitted,
            LogPosition = At(written),
            Replayed = written.Replayed,
        };
    }

    /// <summary>Records a correction of a statement, or of a correction.</summary>
    public async Task<CorrectStatementResponse> CorrectStatementAsync(
        CorrectStatementRequest request, string recorder, CancellationToken ct)
    {
        var written = await Write(new WriteItem(request, recorder, ct)
        {
            RequestId = request.RequestId,
            ValidateOnly = request.ValidateOnly,
            Expectations = request.Expectations,
            Steps = [new(JournalEntryKind.Correction, request, (loaded, stamp) => StatementDecisions.Correct(loaded, request, stamp))],
        }, ct).ConfigureAwait(false);
        var changes = ReportedChanges.Of(written.Entries[0].Changes);
        return new CorrectStatementResponse
        {
            Correction = written.Of<Correction>(),
            Statement = written.Entries[0].Standing,
            Changes = { changes.Changes },
            ChangesOmitted = changes.AreOmitted,
            LogPosition = At(written),
            Replayed = written.Replayed,
        };
    }

    /// <summary>
    /// Attaches a report. Where it is there already, the statement is left for the caller to read, at the position given.
    /// </summary>
    public async Task<AttachReportResponse> AttachReportAsync(AttachReportRequest request, string recorder, CancellationToken ct)
    {
        var written = await Write(new WriteItem(request, recorder, ct)
        {
            RequestId = request.RequestId,
            ValidateOnly = request.ValidateOnly,
            Expectations = request.Expectations,
            Steps = [new(JournalEntryKind.ReportAttached, request, (loaded, stamp) =>
                StatementDecisions.AttachReport(loaded, request, stamp))],
        }, ct).ConfigureAwait(false);
        return new AttachReportResponse
        {
            Statement = written.Entries is [var entry] ? entry.Standing : null,
            LogPosition = At(written),
            Replayed = written.Replayed,
        };
    }

    /// <summary>
    /// Puts items of an import into the queue, to be recorded together. An import waits for room, where single requests are refused.
    /// What is given ends with their commit.
    /// </summary>
    internal async Task<Task<Written>> ImportAsync(IMessage request, IReadOnlyList<Step> steps, string recorder, CancellationToken ct)
    {
        var item = new WriteItem(request, recorder, ct) { Steps = steps, ReportsAllRefusals = true };
        await _loop.EnqueueAsync(item, ct).ConfigureAwait(false);
        return item.Done;
    }

    /// <summary>Refuses where the log takes no writes.</summary>
    internal void CheckOpen() => _loop.CheckOpen();

    /// <summary>
    /// Erases the words of a statement, or all of it. It has a commit of its own, and its answer comes when the words are gone from the
    /// files, or says that they are not yet.
    /// </summary>
    public async Task<EraseStatementResponse> EraseStatementAsync(EraseStatementRequest request, string recorder, CancellationToken ct)
    {
        EraseStatementResponse? response = null;
        var asked = new ExclusiveRequest<EraseStatementRequest>(request, recorder);
        var item = new ExclusiveItem(recorder, (transaction, head, recordTime, stopping) =>
        {
            (response, var written) = Erasures.Write(transaction, head, asked, recordTime, stopping);
            return request.ValidateOnly || response.Replayed ? null : written;
        });
        _loop.Enqueue(item);
        await item.Done.WaitAsync(ct).ConfigureAwait(false);
        if (!request.ValidateOnly) response!.Cleared = await _cleared(response.LogPosition.Revision, ct).ConfigureAwait(false);
        return response!;
    }

    private static Step Recording(RecordStatementRequest request)
    {
        var normal = NormalStatement.Of(request.Statement);
        return new Step(JournalEntryKind.Statement, request, (loaded, stamp) => StatementDecisions.Record(loaded, request, normal, stamp));
    }

    private async Task<Written> Write(WriteItem item, CancellationToken ct)
    {
        _loop.Enqueue(item);
        return await item.Done.WaitAsync(ct).ConfigureAwait(false);
    }

    private LogPosition At(Written written) => new() { LogId = _head().LogId, Revision = written.Revision };
}
