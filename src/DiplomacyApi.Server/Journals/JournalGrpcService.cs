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
        var (revision, recorded, next) = _journal.Queries.RevisionAt(request.RecordTime.ToDateTimeOffset(), context.CancellationToken);
        return Task.FromResult(new ResolveRevisionResponse
        {
            LogPosition = new LogPosition { LogId = point.LogId, Revision = revision },
            RecordTime = recorded is { } time ? Timestamp.FromDateTimeOffset(time) : null,
            NextRecordTime = next is { } after ? Timestamp.FromDateTimeOffset(after) : null,
        });
    }

    public override Task ExportJournal(ExportJournalRequest request, IServerStreamWriter<ExportJournalResponse> responses, ServerCallContext context) =>
        Streams.RunAsync(readiness, async ct =>
        {
            _journal.Queries.Fix(new ReadAt { MinRevision = request.After });
            var after = request.After?.Revision ?? 0;
            if (after < 0) throw new RefusedException([new FieldViolation("after.revision", ErrorReason.InvalidValue, "A revision is 0 or more.")]);
            if (request.Seal) await _journal.SealAsync();
            var (head, isSealed) = (_journal.Head, _journal.State == LogState.Sealed);
            var told = new ExportJournalResponse { Head = PositionOf(head), HeadHash = ByteString.CopyFrom(head.Hash), Sealed = isSealed };
            await responses.WriteAsync(told, ct);
            while (after < head.Revision)
            {
                var entries = _journal.Queries.Entries(after, head.Revision, Limits.StreamMessageBytesMax, ct);
                var part = told.Clone();
                part.Entries.AddRange(entries);
                await responses.WriteAsync(part, ct);
                after = entries[^1].Revision;
            }
        }, context.CancellationToken);

    public override Task ImportJournal(IAsyncStreamReader<ImportJournalRequest> requests, IServerStreamWriter<ImportJournalResponse> responses, ServerCallContext context) =>
        Streams.RunAsync(readiness, async ct =>
        {
            await foreach (var request in requests.ReadAllAsync(ct))
            {
                var head = await _journal.TakeOverAsync(request, ct);
                await responses.WriteAsync(new ImportJournalResponse { LogPosition = PositionOf(head), Complete = _journal.State != LogState.Importing }, ct);
            }
        }, context.CancellationToken);

    private static LogPosition PositionOf(Head head) => new() { LogId = head.LogId, Revision = head.Revision };
}
