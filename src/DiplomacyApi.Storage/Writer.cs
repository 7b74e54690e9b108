using Diplomacy.V1;
using DiplomacyApi.Domain.Recording;
using DiplomacyApi.Storage.Writing;

namespace DiplomacyApi.Storage;

/// <summary>Records requests. Each waits for its place in the queue and for its commit; a refusal is a <see cref="RefusedException"/>.</summary>
public sealed class Writer
{
    private readonly WriteLoop _loop;
    private readonly string _logId;

    internal Writer(WriteLoop loop, string logId) => (_loop, _logId) = (loop, logId);

    public async Task<CreateActorResponse> CreateActorAsync(CreateActorRequest request, string recorder, CancellationToken ct)
    {
        var written = await Write(new WriteItem(
            request, EntryKind.ActorCreated, recorder, request.RequestId, request.ValidateOnly, [(loaded, stamp) => Decide.Actor(loaded, request, stamp)], ct), ct)
            .ConfigureAwait(false);
        return new CreateActorResponse { Actor = (Actor)written.Entries[0].Message, LogPosition = At(written), Replayed = written.Replayed };
    }

    public async Task<UpdateActorResponse> UpdateActorAsync(UpdateActorRequest request, string recorder, CancellationToken ct)
    {
        var written = await Write(new WriteItem(
            request, EntryKind.ActorUpdated, recorder, request.RequestId, request.ValidateOnly, [(loaded, stamp) => Decide.Actor(loaded, request, stamp)], ct), ct)
            .ConfigureAwait(false);
        return new UpdateActorResponse { Actor = (Actor)written.Entries[0].Message, LogPosition = At(written), Replayed = written.Replayed };
    }

    public async Task<CreateNegotiationResponse> CreateNegotiationAsync(CreateNegotiationRequest request, string recorder, CancellationToken ct)
    {
        var written = await Write(new WriteItem(
            request, EntryKind.Negotiation, recorder, request.RequestId, request.ValidateOnly, [(loaded, stamp) => Decide.Negotiation(loaded, request, stamp)], ct), ct)
            .ConfigureAwait(false);
        return new CreateNegotiationResponse { Negotiation = (Negotiation)written.Entries[0].Message, LogPosition = At(written), Replayed = written.Replayed };
    }

    public async Task<RecordStatementResponse> RecordStatementAsync(RecordStatementRequest request, string recorder, CancellationToken ct)
    {
        var written = await Write(new WriteItem(
            request, EntryKind.Statement, recorder, request.RequestId, request.ValidateOnly, [(loaded, stamp) => Decide.Statement(loaded, request, stamp)], ct), ct)
            .ConfigureAwait(false);
        return new RecordStatementResponse
        {
            Statement = (Statement)written.Entries[0].Message,
            Changes = { written.Entries[0].Changes },
            LogPosition = At(written),
            Replayed = written.Replayed,
        };
    }

    public async Task<BatchRecordStatementsResponse> BatchRecordStatementsAsync(BatchRecordStatementsRequest request, string recorder, CancellationToken ct)
    {
        var steps = request.Requests.Select(one => (Step)((loaded, stamp) => Decide.Statement(loaded, one, stamp))).ToList();
        var written = await Write(new WriteItem(
            request, EntryKind.Statement, recorder, request.RequestId, request.ValidateOnly, steps, ct), ct).ConfigureAwait(false);
        return new BatchRecordStatementsResponse
        {
            Statements = { written.Entries.Select(entry => (Statement)entry.Message) },
            Changes = { written.Entries.SelectMany(entry => entry.Changes) },
            LogPosition = At(written),
            Replayed = written.Replayed,
        };
    }

    public async Task<CorrectStatementResponse> CorrectStatementAsync(CorrectStatementRequest request, string recorder, CancellationToken ct)
    {
        var written = await Write(new WriteItem(
            request, EntryKind.Correction, recorder, request.RequestId, request.ValidateOnly, [(loaded, stamp) => Decide.Correction(loaded, request, stamp)], ct), ct)
            .ConfigureAwait(false);
        return new CorrectStatementResponse
        {
            Correction = (Correction)written.Entries[0].Message,
            Statement = written.Entries[0].Standing,
            Changes = { written.Entries[0].Changes },
            LogPosition = At(written),
            Replayed = written.Replayed,
        };
    }

    private async Task<Written> Write(WriteItem item, CancellationToken ct)
    {
        _loop.Enqueue(item);
        return await item.Done.WaitAsync(ct).ConfigureAwait(false);
    }

    private LogPosition At(Written written) => new() { LogId = _logId, Revision = written.Revision };
}
