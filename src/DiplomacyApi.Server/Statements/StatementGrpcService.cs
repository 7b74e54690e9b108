using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Access;
using DiplomacyApi.Server.Frozen;
using DiplomacyApi.Server.Lifetime;
using DiplomacyApi.Server.Negotiations;
using DiplomacyApi.Server.Paging;
using DiplomacyApi.Server.Streaming;
using DiplomacyApi.Server.Throttling;
using DiplomacyApi.Server.Validation;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;
using Grpc.Core;

namespace DiplomacyApi.Server.Statements;

[BindServiceMethod(typeof(StatementMethods), nameof(StatementMethods.Bind))]
internal sealed partial class StatementGrpcService(
    Readiness readiness, Pager pager, OpenWatches watches, Quotas quotas, NegotiationChangeResponses negotiationChanges, TimeProvider time)
    : StatementService.StatementServiceBase
{
    private readonly Storage.JournalStore _journal = readiness.Journal;

    public override async Task<RecordStatementResponse> RecordStatement(RecordStatementRequest request, ServerCallContext context)
    {
        var response = await _journal.Writer.RecordStatementAsync(request, Caller.Of(context).Name, context.CancellationToken);
        if (request.ReturnNegotiationChanges)
            await negotiationChanges.AddAsync(request, response, Caller.Of(context).Name, context.CancellationToken);
        return response;
    }

    public override async Task<BatchRecordStatementsResponse> BatchRecordStatements(
        BatchRecordStatementsRequest request, ServerCallContext context)
    {
        var response = await _journal.Writer.BatchRecordStatementsAsync(request, Caller.Of(context).Name, context.CancellationToken);
        if (request.ReturnNegotiationChanges)
            await negotiationChanges.AddAsync(request, response, Caller.Of(context).Name, context.CancellationToken);
        return response;
    }

    public override async Task<CorrectStatementResponse> CorrectStatement(CorrectStatementRequest request, ServerCallContext context)
    {
        var response = await _journal.Writer.CorrectStatementAsync(request, Caller.Of(context).Name, context.CancellationToken);
        if (request.ReturnNegotiationChanges)
            await negotiationChanges.AddAsync(request, response, Caller.Of(context).Name, context.CancellationToken);
        return response;
    }

    public override async Task<AttachReportResponse> AttachReport(AttachReportRequest request, ServerCallContext context)
    {
        var response = await _journal.Writer.AttachReportAsync(request, Caller.Of(context).Name, context.CancellationToken);
        if (response.Statement is not null) return response;
        var point = ReadPoint.Of(response.LogPosition);
        if (_journal.Queries.Statements.StatementBytes(request.Statement, point, context.CancellationToken) is { } bytes)
            response.Statement = Statement.Parser.ParseFrom(bytes.Span);
        return response;
    }

    public async Task<FrozenReply> GetFrozenStatement(GetStatementRequest request, ServerCallContext context)
    {
        var point = _journal.Queries.Points.Of(request.At);
        var statement = await _journal.Queries.Statements.FrozenStatementAsync(request.Name, point, context.CancellationToken)
            ?? throw StatementRefusals.UnknownTarget(request.Name, $" at revision {point.Revision}.", "name");
        return new FrozenReply(statement, new GetStatementResponse { LogPosition = point.ToPosition() });
    }

    public Task<FrozenReply> BatchGetFrozenStatements(BatchGetStatementsRequest request, ServerCallContext context)
    {
        var point = _journal.Queries.Points.Of(request.At);
        var found = _journal.Queries.Statements.StatementsBytes(request.Names, point, context.CancellationToken);
        if (!request.AllowMissing) RequestedNames.ThrowIfMissing(request.Names, found, ErrorReason.UnknownStatement, point);
        var statements = new FrozenItems();
        foreach (var statement in found.OfType<ReadOnlyMemory<byte>>()) statements.Add(statement.Span);
        return Task.FromResult(new FrozenReply(statements, new BatchGetStatementsResponse { LogPosition = point.ToPosition() }));
    }

    public async Task<FrozenReply> ListFrozenStatements(ListStatementsRequest request, ServerCallContext context)
    {
        var pageRequest = pager.Open(request, request.At, request.PageSize, request.PageToken, context.CancellationToken);
        var page = await _journal.Queries.Statements.StatementsBytesAsync(
            request.Filter, pageRequest.Point, pageRequest.Size, pageRequest.Key, context.CancellationToken);
        return new FrozenReply(page.Frozen, new ListStatementsResponse
        {
            NextPageToken = pageRequest.Next(page.NextKey),
            LogPosition = pageRequest.Point.ToPosition(),
            TotalSize = request.IncludeTotal
                ? _journal.Queries.Statements.CountStatements(request.Filter, pageRequest.Point, context.CancellationToken)
                : 0,
        });
    }

    public async Task<FrozenReply> SearchFrozenStatements(SearchStatementsRequest request, ServerCallContext context)
    {
        var pageRequest = pager.Open(request, request.At, request.PageSize, request.PageToken, context.CancellationToken);
        await _journal.Queries.Search.SearchedAsync(request.At?.MinRevision?.Revision ?? 0, context.CancellationToken);
        var (page, searched) = _journal.Queries.Search.Find(
            request.Query, request.Filter, pageRequest.Point, pageRequest.Size, pageRequest.Key, context.CancellationToken);
        return new FrozenReply(page.Frozen,
            new SearchStatementsResponse
            {
                NextPageToken = pageRequest.Next(page.NextKey),
                LogPosition = pageRequest.Point.ToPosition(),
                SearchedRevision = searched,
            });
    }

    public override Task<GetCorrectionResponse> GetCorrection(GetCorrectionRequest request, ServerCallContext context)
    {
        var point = _journal.Queries.Points.Of(request.At);
        var correction = _journal.Queries.Corrections.Correction(request.Name, point, context.CancellationToken)
            ?? throw StatementRefusals.UnknownTarget(request.Name, $" at revision {point.Revision}.", "name");
        return Task.FromResult(new GetCorrectionResponse { Correction = correction, LogPosition = point.ToPosition() });
    }

    public override Task<ListCorrectionsResponse> ListCorrections(ListCorrectionsRequest request, ServerCallContext context)
    {
        var pageRequest = pager.Open(request, request.At, request.PageSize, request.PageToken, context.CancellationToken);
        if (_journal.Queries.Statements.StatementBytes(request.Statement, pageRequest.Point, context.CancellationToken) is null)
            throw StatementRefusals.UnknownTarget(request.Statement, $" at revision {pageRequest.Point.Revision}.", "statement");
        var page = _journal.Queries.Corrections.Corrections(
            request.Statement, pageRequest.Point, pageRequest.Size, pageRequest.Key, context.CancellationToken);
        return Task.FromResult(new ListCorrectionsResponse
        {
            Corrections = { page.Items },
            NextPageToken = pageRequest.Next(page.NextKey),
            LogPosition = pageRequest.Point.ToPosition(),
        });
    }
}
