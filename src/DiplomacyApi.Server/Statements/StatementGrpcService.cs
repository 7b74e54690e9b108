using Diplomacy.V1;
using DiplomacyApi.Domain.Recording;
using DiplomacyApi.Server.Hosting;
using DiplomacyApi.Server.Paging;
using DiplomacyApi.Storage;
using Grpc.Core;

namespace DiplomacyApi.Server.Statements;

internal sealed class StatementGrpcService(Journal journal, Pager pager) : FrozenStatementService
{
    public override Task<RecordStatementResponse> RecordStatement(RecordStatementRequest request, ServerCallContext context) =>
        journal.Writer.RecordStatementAsync(request, Callers.RecorderOf(context), context.CancellationToken);

    public override Task<BatchRecordStatementsResponse> BatchRecordStatements(BatchRecordStatementsRequest request, ServerCallContext context) =>
        journal.Writer.BatchRecordStatementsAsync(request, Callers.RecorderOf(context), context.CancellationToken);

    public override Task<CorrectStatementResponse> CorrectStatement(CorrectStatementRequest request, ServerCallContext context) =>
        journal.Writer.CorrectStatementAsync(request, Callers.RecorderOf(context), context.CancellationToken);

    public override Task<GetStatementResponse> GetStatement(GetStatementRequest request, ServerCallContext context)
    {
        var point = journal.Queries.Fix(request.At);
        var frozen = journal.Queries.StatementBytes(request.Name, point, context.CancellationToken)
            ?? throw new RefusedException(ErrorReason.UnknownStatement, $"There is no {request.Name} at revision {point.Revision}.", "name");
        return Task.FromResult(FrozenReply.Holding(new GetStatementResponse { LogPosition = point.Position() }, [frozen], context));
    }

    public override Task<ListStatementsResponse> ListStatements(ListStatementsRequest request, ServerCallContext context)
    {
        var opened = pager.Open(request, request.At, request.PageSize, request.PageToken);
        var page = journal.Queries.StatementsBytes(request.Filter, opened.Point, opened.Size, opened.Key, context.CancellationToken);
        var reply = new ListStatementsResponse { NextPageToken = opened.Next(page.NextKey), LogPosition = opened.Point.Position() };
        return Task.FromResult(FrozenReply.Holding(reply, page.Items, context));
    }
}
