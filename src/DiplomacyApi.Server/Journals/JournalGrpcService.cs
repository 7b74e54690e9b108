using System.Reflection;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Recording;
using DiplomacyApi.Domain.Rules;
using DiplomacyApi.Server.Errors;
using DiplomacyApi.Server.Hosting;
using DiplomacyApi.Storage;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DiplomacyApi.Server.Journals;

[BindServiceMethod(typeof(RefusingBinder), nameof(RefusingBinder.Bind))]
internal sealed class JournalGrpcService(Readiness readiness) : JournalService.JournalServiceBase
{
    private readonly Journal _journal = readiness.Journal;

    private static readonly string Version =
        typeof(JournalGrpcService).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    public override Task<GetJournalResponse> GetJournal(GetJournalRequest request, ServerCallContext context)
    {
        // What is being moved here can be looked at, and not yet read.
        if (_journal.State != LogState.Importing) _journal.Queries.Fix(request.At);
        var head = _journal.Head;
        return Task.FromResult(new GetJournalResponse
        {
            LogPosition = PositionOf(head),
            HeadHash = Convert.ToHexStringLower(head.Hash),
            HeadRecordTime = head.RecordTime is { } time ? Timestamp.FromDateTimeOffset(time) : null,
            RulesVersion = RulesVersion.Current,
            ServerVersion = Version,
            State = _journal.State switch
            {
                LogState.Open => JournalState.Open,
                LogState.Sealed => JournalState.Sealed,
                _ => JournalState.Importing,
            },
            SearchedRevision = _journal.SearchedRevision,
        });
    }

    public override Task<ResolveRevisionResponse> ResolveRevision(ResolveRevisionRequest request, ServerCallContext context)
    {
        var point = _journal.Queries.Fix(request.At);
        if (request.RecordTime is null && request.At is null or { KnownAtCase: ReadAt.KnownAtOneofCase.None })
            throw new RefusedException([new FieldViolation("record_time", ErrorReason.Required, "Give a time, or what is known in at.")]);
        var (revision, recorded, next) = request.RecordTime is { } asked
            ? _journal.Queries.RevisionAt(asked.ToDateTimeOffset(), context.CancellationToken)
            : _journal.Queries.Recorded(point.Revision, context.CancellationToken);
        return Task.FromResult(new ResolveRevisionResponse
        {
            LogPosition = new LogPosition { LogId = point.LogId, Revision = revision },
            RecordTime = recorded is { } time ? Timestamp.FromDateTimeOffset(time) : null,
            NextRecordTime = next is { } after ? Timestamp.FromDateTimeOffset(after) : null,
        });
    }

    public override Task ExportJournal(ExportJournalRequest request, IServerStreamWriter<ExportJournalResponse> responses, ServerCallContext context) =>
        Streams.RunAsync(readiness, async tokens =>
        {
            var after = After(request.After);
            if (request.Seal) await _journal.SealAsync();
            // In this order: a head that is read after it was sealed is the last.
            var isSealed = _journal.State == LogState.Sealed;
            var head = _journal.Head;
            var told = new ExportJournalResponse { Head = PositionOf(head), HeadHash = ByteString.CopyFrom(head.Hash), Sealed = isSealed };
            await responses.WriteAsync(told, tokens.Finish);
            while (after < head.Revision)
            {
                var entries = _journal.Queries.Entries(after, head.Revision, Limits.StreamMessageBytesMax, tokens.More);
                var part = told.Clone();
                part.Entries.AddRange(entries);
                await responses.WriteAsync(part, tokens.Finish);
                after = entries[^1].Revision;
            }
        }, context.CancellationToken);

    public override Task ImportJournal(IAsyncStreamReader<ImportJournalRequest> requests, IServerStreamWriter<ImportJournalResponse> responses, ServerCallContext context) =>
        Streams.RunAsync(readiness, async tokens =>
        {
            await foreach (var request in requests.ReadAllAsync(tokens.More))
            {
                var head = await _journal.TakeOverAsync(request, tokens.Finish);
                await responses.WriteAsync(new ImportJournalResponse { LogPosition = PositionOf(head), Complete = _journal.State != LogState.Importing }, tokens.Finish);
            }
        }, context.CancellationToken);

    /// <summary>Where an export begins.</summary>
    private long After(LogPosition? after)
    {
        var head = _journal.Queries.Fix(null);
        if (after is null) return 0;
        if (after.LogId.Length > 0 && after.LogId != head.LogId)
            throw new RefusedException(ErrorReason.LogMismatch, $"The position is of log {after.LogId}, and this is log {head.LogId}; export it from its first entry.", "after.log_id");
        if (after.Revision < 0) throw new RefusedException([new FieldViolation("after.revision", ErrorReason.InvalidValue, "A revision is 0 or more.")]);
        if (after.Revision > head.Revision)
            throw new RefusedException(ErrorReason.RevisionInFuture, $"Revision {after.Revision} is past the head, {head.Revision}; this log does not have it.", "after.revision");
        return after.Revision;
    }

    private static LogPosition PositionOf(Head head) => new() { LogId = head.LogId, Revision = head.Revision };
}
