using System.Reflection;
using Diplomacy.V1;
using DiplomacyApi.Domain.Rules;
using DiplomacyApi.Storage;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DiplomacyApi.Server.Journals;

internal sealed class JournalGrpcService(Journal journal) : JournalService.JournalServiceBase
{
    private static readonly string Version =
        typeof(JournalGrpcService).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    public override Task<GetJournalResponse> GetJournal(GetJournalRequest request, ServerCallContext context)
    {
        journal.Queries.Fix(request.At);
        var head = journal.Head;
        return Task.FromResult(new GetJournalResponse
        {
            LogPosition = new LogPosition { LogId = head.LogId, Revision = head.Revision },
            HeadHash = Convert.ToHexStringLower(head.Hash),
            HeadRecordTime = head.RecordTime is { } time ? Timestamp.FromDateTimeOffset(time) : null,
            RulesVersion = RulesVersion.Current,
            ServerVersion = Version,
        });
    }
}
