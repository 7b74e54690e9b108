using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Server.Access;
using DiplomacyApi.Server.Lifetime;
using DiplomacyApi.Server.Monitoring;
using DiplomacyApi.Server.Paging;
using DiplomacyApi.Server.Validation;
using DiplomacyApi.Storage.Journal;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DiplomacyApi.Server.Journal;

[BindServiceMethod(typeof(RequestParsingBinder), nameof(RequestParsingBinder.Bind))]
internal sealed partial class JournalGrpcService(Readiness readiness, Pager pager) : JournalService.JournalServiceBase
{
    private readonly Storage.JournalStore _journal = readiness.Journal;

    public override Task<GetJournalResponse> GetJournal(GetJournalRequest request, ServerCallContext context)
    {
        // A log that is being moved here has a head, but cannot be read yet.
        if (_journal.State != LogState.Importing) _journal.Queries.Points.Of(request.At);
        var head = _journal.Head;
        return Task.FromResult(new GetJournalResponse
        {
            LogPosition = head.ToPosition(),
            HeadHash = Convert.ToHexStringLower(head.Hash),
            HeadRecordTime = head.RecordTime is { } time ? Timestamp.FromDateTimeOffset(time) : null,
            RulesVersion = RulesVersion.Current,
            ServerVersion = ServerVersion.Current,
            State = _journal.State switch
            {
                LogState.Open => JournalState.Open,
                LogState.Sealed => JournalState.Sealed,
                _ => JournalState.Importing,
            },
            SearchedRevision = _journal.SearchedRevision,
            ClearedRevision = _journal.ClearedRevision,
            HashAt = request.HashAtRevision == 0
                ? ""
                : Convert.ToHexStringLower(_journal.Queries.Entries.HashAt(request.HashAtRevision, context.CancellationToken)),
            Epochs = { _journal.Epochs.All },
        });
    }

    public override Task<ResolveRevisionResponse> ResolveRevision(ResolveRevisionRequest request, ServerCallContext context)
    {
        var point = _journal.Queries.Points.Of(request.At);
        if (request.RecordTime is null && request.At is null or { KnownAtCase: ReadAt.KnownAtOneofCase.None })
            throw new RefusedException(
                [new FieldViolation("record_time", ErrorReason.Required, "A time is required; give record_time, or a known_at in at.")]);
        var (revision, recorded, next) = request.RecordTime is { } asked
            ? _journal.Queries.Points.RevisionAt(asked.ToDateTimeOffset(), context.CancellationToken)
            : _journal.Queries.Points.Recorded(point.Revision, context.CancellationToken);
        return Task.FromResult(new ResolveRevisionResponse
        {
            LogPosition = new LogPosition { LogId = point.LogId, Revision = revision },
            RecordTime = recorded is { } time ? Timestamp.FromDateTimeOffset(time) : null,
            NextRecordTime = next is { } after ? Timestamp.FromDateTimeOffset(after) : null,
        });
    }

    public override Task<GetJournalEntryResponse> GetJournalEntry(GetJournalEntryRequest request, ServerCallContext context)
    {
        var point = _journal.Queries.Points.Of(request.At);
        AuditSubject.Set(context, $"revision {request.Revision}");
        var entry = _journal.Queries.Entries.Entry(request.Revision, point, context.CancellationToken)
            ?? throw new RefusedException(ErrorReason.UnknownRevision,
                $"There is no entry {request.Revision}; revisions are from 1 to {point.Revision}.", "revision");
        return Task.FromResult(new GetJournalEntryResponse { Entry = entry, LogPosition = point.ToPosition() });
    }

    public override Task<ListJournalEntriesResponse> ListJournalEntries(ListJournalEntriesRequest request, ServerCallContext context)
    {
        var pageRequest = pager.Open(request, request.At, request.PageSize, request.PageToken, context.CancellationToken);
        AuditSubject.Set(context, $"a page, up to revision {pageRequest.Point.Revision}");
        var page = _journal.Queries.Entries.Entries(
            request.Filter, pageRequest.Point, pageRequest.Size, pageRequest.Key, context.CancellationToken);
        return Task.FromResult(new ListJournalEntriesResponse
        {
            Entries = { page.Items },
            NextPageToken = pageRequest.Next(page.NextKey),
            LogPosition = pageRequest.Point.ToPosition(),
        });
    }

    public override async Task<EraseStatementResponse> EraseStatement(EraseStatementRequest request, ServerCallContext context)
    {
        AuditSubject.Set(
            context, $"{request.Statement}, {request.Extent.ToString().ToLowerInvariant()}{(request.ValidateOnly ? ", tried only" : "")}");
        var response = await _journal.Writer.EraseStatementAsync(request, Caller.Of(context).Name, context.CancellationToken);
        // Words that can still be found are not erased; where that takes too long, searched_revision shows when they are.
        if (!request.ValidateOnly) await _journal.Queries.Search.IsSearchedAsync(response.LogPosition.Revision, context.CancellationToken);
        return response;
    }

    /// <summary>Where an export begins.</summary>
    private long After(LogPosition? after)
    {
        var head = _journal.Queries.Points.Of(null);
        if (after is null) return 0;
        if (after.LogId.Length > 0 && after.LogId != head.LogId)
            throw new RefusedException(ErrorReason.LogMismatch,
                $"The position belongs to log {after.LogId}, but this is log {head.LogId}; export it from its first entry.",
                "after.log_id");
        if (after.Revision < 0)
            throw new RefusedException([new FieldViolation("after.revision", ErrorReason.InvalidValue, "A revision must be 0 or more.")]);
        if (after.Revision > head.Revision)
            throw new RefusedException(ErrorReason.RevisionInFuture,
                $"Revision {after.Revision} is past the head, {head.Revision}; this log does not have it.", "after.revision")
            { Ahead = after.Revision };
        return after.Revision;
    }
}
