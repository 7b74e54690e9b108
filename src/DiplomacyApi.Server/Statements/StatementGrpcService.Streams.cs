using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Validation;
using DiplomacyApi.Server.Access;
using DiplomacyApi.Server.Import;
using DiplomacyApi.Server.Paging;
using DiplomacyApi.Server.Streaming;
using DiplomacyApi.Server.Validation;
using DiplomacyApi.Storage.Moving;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Watching;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DiplomacyApi.Server.Statements;

internal sealed partial class StatementGrpcService
{
    public override async Task WatchStatements(WatchStatementsRequest request, IServerStreamWriter<WatchStatementsResponse> responses, ServerCallContext context)
    {
        FilterNames.Check(request, _journal.Queries, context.CancellationToken);
        using var place = gate.Enter(_journal.Head.Revision);
        var start = Watch<StatementEntry>.Start(request.Start, _journal);
        var criteria = new StatementCriteria(request.Filter);
        var progress = request.ProgressInterval ?? Duration.FromTimeSpan(Limits.ProgressDefault);
        await new Watch<StatementEntry>(_journal, place, readiness, time)
        {
            ReadAfter = _journal.Watches.StatementsAfterAsync,
            Matches = entry => entry.Matches(criteria),
            PositionOf = entry => entry.Event.LogPosition,
            MessageOf = entry => entry.Event,
            Send = (entries, through, caughtUp, ct) => responses.WriteAsync(new WatchStatementsResponse
            {
                Events = { entries.Select(entry => entry.Event) },
                Through = through,
                CaughtUp = caughtUp,
                ProgressInterval = progress,
            }, ct),
        }.RunAsync(start, progress, context.CancellationToken);
    }

    public override Task ImportStatements(
        IAsyncStreamReader<ImportStatementsRequest> requests, IServerStreamWriter<ImportStatementsResponse> responses, ServerCallContext context) =>
        Streams.RunAsync(readiness, async tokens =>
        {
            using var import = new ImportStream(_journal, Caller.Of(context).Name, quotas);
            await foreach (var request in requests.ReadAllAsync(tokens.More))
            {
                if (request.PartCase != ImportStatementsRequest.PartOneofCase.Batch)
                {
                    import.Begin(request.Options);
                    continue;
                }
                import.Expect(request.Batch.Number, request.Batch.Items.Count);
                var items = request.Batch.Items.Select(item => new ImportedItem(item, item.Source, () => ImportRow.Of(item))).ToList();
                var acknowledgement = await import.TakeAsync(request.Batch, items, tokens.Finish);
                await responses.WriteAsync(new ImportStatementsResponse { Acknowledgement = acknowledgement }, tokens.Finish);
                if (import.IsStopped) throw import.Stopped();
            }
        }, context.CancellationToken);

    public override Task ExportStatements(ExportStatementsRequest request, IServerStreamWriter<ExportStatementsResponse> responses, ServerCallContext context) =>
        Streams.RunAsync(readiness, async tokens =>
        {
            var (ct, finish) = (tokens.More, tokens.Finish);
            var point = _journal.Queries.Fix(request.At);
            FilterNames.Check(request, _journal.Queries, ct);
            var parts = new BytesBounded<StatementItem>(item => item.CalculateSize());
            if (request.IncludeNamed)
            {
                var names = Exported().SelectMany(ReferencedNames.Of).ToHashSet(StringComparer.Ordinal);
                await WriteAsync(parts.Of(_journal.Queries.Named(names, point, ct)));
            }
            await WriteAsync(parts.Of(Exported()));
            await responses.WriteAsync(new ExportStatementsResponse { LogPosition = point.ToPosition(), Complete = true }, finish);

            async Task WriteAsync(IEnumerable<IReadOnlyList<StatementItem>> messages)
            {
                foreach (var items in messages) await responses.WriteAsync(new ExportStatementsResponse { Items = { items }, LogPosition = point.ToPosition() }, finish);
            }

            IEnumerable<StatementItem> Exported()
            {
                for (long? after = 0; after is not null;)
                {
                    var (items, next) = _journal.Queries.Items(request.Filter, point, after.Value, ct);
                    foreach (var item in items) yield return item;
                    after = next;
                }
            }
        }, context.CancellationToken);
}
