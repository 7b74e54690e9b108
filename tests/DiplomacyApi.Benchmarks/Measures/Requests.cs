using Diplomacy.V1;
using DiplomacyApi.Benchmarks.Filling;
using DiplomacyApi.Benchmarks.Loads;
using Grpc.Health.V1;

namespace DiplomacyApi.Benchmarks.Measures;

/// <summary>The calls that are measured.</summary>
internal static class Requests
{
    public const int PendingItems = 50;
    public const int PageItems = 100;

    public static Call Journal { get; } =
        Call.Of(JournalService.Descriptor, "GetJournal", new GetJournalRequest(),
            GetJournalResponse.Parser, reply => reply.LogPosition.Revision > 0);

    public static Call Health { get; } = new("/grpc.health.v1.Health/Check", [], bytes =>
    {
        if (HealthCheckResponse.Parser.ParseFrom(bytes).Status != HealthCheckResponse.Types.ServingStatus.Serving)
            throw new Running.RunException("The server does not serve.");
    });

    public static Call Get(int number) => Call.Of(StatementService.Descriptor, "GetStatement",
        new GetStatementRequest { Name = $"statements/s-{number}" }, GetStatementResponse.Parser,
        reply => reply.Statement.Name == $"statements/s-{number}");

    public static Call Page { get; } = Call.Of(StatementService.Descriptor, "ListStatements",
        new ListStatementsRequest { PageSize = PageItems }, ListStatementsResponse.Parser,
        reply => reply.Statements.Count == PageItems);

    public static Call Status { get; } = Call.Of(NegotiationStatusService.Descriptor, "GetNegotiationStatus",
        new GetNegotiationStatusRequest { Name = Cases.WideNegotiation },
        GetNegotiationStatusResponse.Parser, reply =>
            reply.Status.Negotiation == Cases.WideNegotiation && reply.Status.WaitingOn.Count > 0);

    public static Call Pending(
        ReadAt? at = null, StatusLens? lens = null,
        int itemsMin = PendingItems) => Call.Of(NegotiationStatusService.Descriptor, "ListDemands",
        new ListDemandsRequest { PageSize = PendingItems, At = at, Lens = lens, Filter = new DemandFilter { Pending = true } },
        ListDemandsResponse.Parser,
        reply => reply.Demands.Count >= itemsMin);

    /// <summary>A costly read: a large negotiation, derived from a part of its statements.</summary>
    public static Call Costly { get; } = Call.Of(NegotiationStatusService.Descriptor, "GetNegotiationStatus",
        new GetNegotiationStatusRequest { Name = Cases.WideNegotiation, Lens = new StatusLens { PublishedBy = "2026-01-15" } },
        GetNegotiationStatusResponse.Parser, _ => true);

    /// <summary>
    /// A read that looks at everything: all demands, derived from a part of the statements, and counted. It takes seconds.
    /// </summary>
    public static Call Endless { get; } = Call.Of(NegotiationStatusService.Descriptor, "ListDemands",
        new ListDemandsRequest
        {
            PageSize = 1,
            IncludeTotal = true,
            Lens = new StatusLens { PublishedBy = "2020-01-01" },
            Filter = new DemandFilter { Pending = true },
        },
        ListDemandsResponse.Parser, reply => reply.TotalSize > 0);

    public static Call Watch { get; } = Call.Of(StatementService.Descriptor, "WatchStatements",
        new WatchStatementsRequest { Start = new WatchStart { FromEarliest = new() } }, WatchStatementsResponse.Parser, _ => true);

    /// <summary>A watch that begins now.</summary>
    public static Call WatchNow { get; } = Call.Of(StatementService.Descriptor, "WatchStatements",
        new WatchStatementsRequest { Start = new WatchStart { FromNow = new() } }, WatchStatementsResponse.Parser, _ => true);

    /// <summary>Records a statement, under the number of the request where it has one.</summary>
    public static Call Record(RecordStatementRequest request) => Call.Of(StatementService.Descriptor, "RecordStatement", request,
        RecordStatementResponse.Parser,
        reply => reply.Statement.Name.Length > 0 && !reply.Replayed);

    public static Call Batch(IEnumerable<RecordStatementRequest> requests) => Call.Of(StatementService.Descriptor, "BatchRecordStatements",
        new BatchRecordStatementsRequest { Requests = { requests } },
        BatchRecordStatementsResponse.Parser, reply => reply.Statements.Count > 0);
}
