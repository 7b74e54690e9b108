using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Validation;
using DiplomacyApi.Server.Access;
using DiplomacyApi.Server.Frozen;
using DiplomacyApi.Server.Import;
using DiplomacyApi.Server.Paging;
using DiplomacyApi.Server.Streaming;
using DiplomacyApi.Server.Validation;
using DiplomacyApi.Storage.Import;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DiplomacyApi.Server.Statements;

internal sealed partial class StatementGrpcService
{
    public async Task WatchFramedStatements(
        WatchStatementsRequest request, IServerStreamWriter<FramedMessage> responses, ServerCallContext context)
    {
        FilterNames.Check(request, _journal.Queries, context.CancellationToken);
        using var registration = watches.Register(_journal.Head.Revision);
        var start = WatchStarts.PositionOf(request.Start, _journal);
        var progress = request.ProgressInterval ?? Duration.FromTimeSpan(Limits.ProgressDefault);
        await new StatementWatch(readiness, registration, time, request.Filter, progress, responses)
            .RunAsync(start, progress, context.CancellationToken);
    }

    public override Task ImportStatements(
        IAsyncStreamReader<ImportStatementsRequest> requests, IServerStreamWriter<ImportStatementsResponse> responses,
        ServerCallContext context) =>
        StreamRunner.RunAsync(readiness, async tokens =>
        {
            using var import = new ImportStream(_journal, Caller.Of(context).Name, quotas);
            await import.RunAsync(requests, request => request.Options, BatchOf,
                acknowledgement => responses.WriteAsync(new ImportStatementsResponse { Acknowledgement = acknowledgement }, tokens.Finish),
                tokens);
        }, context.CancellationToken);

    public override Task ExportStatements(
        ExportStatementsRequest request, IServerStreamWriter<ExportStatementsResponse> responses, ServerCallContext context) =>
        StreamRunner.RunAsync(readiness, async tokens =>
        {
            var (ct, finish) = (tokens.More, tokens.Finish);
            var point = _journal.Queries.Points.Of(request.At);
            FilterNames.Check(request, _journal.Queries, ct);
            if (request.IncludeNamed)
            {
                var names = Exported().SelectMany(ReferencedNames.Of).ToHashSet(StringComparer.Ordinal);
                await WriteAsync(_journal.Queries.Exports.Named(names, point, ct));
            }
            await WriteAsync(Exported());
            await responses.WriteAsync(new ExportStatementsResponse { LogPosition = point.ToPosition(), Complete = true }, finish);

            async Task WriteAsync(IEnumerable<StatementItem> all)
            {
                foreach (var items in SizeBoundedBatches.Split(all, item => item.CalculateSize()))
                    await responses.WriteAsync(new ExportStatementsResponse { Items = { items }, LogPosition = point.ToPosition() },
                        finish);
            }

            IEnumerable<StatementItem> Exported()
            {
                for (long? after = 0; after is not null;)
                {
                    var (items, next) = _journal.Queries.Exports.Items(request.Filter, point, after.Value, ct);
                    foreach (var item in items) yield return item;
                    after = next;
                }
            }
        }, context.CancellationToken);

    private static ImportedBatch? BatchOf(ImportStatementsRequest request) => request.Batch is { } batch
        ? new ImportedBatch(batch, batch.Number, batch.Items.Count,
            () => [.. batch.Items.Select((item, index) => new ImportedItem(index, item, item.Source, () => ImportRow.Of(item)))])
        : null;
}
