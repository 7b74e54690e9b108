using System.Collections.Frozen;
using DiplomacyApi.Server.Configuration;
using Grpc.AspNetCore.Server;

namespace DiplomacyApi.Server.Contract;

/// <summary>What is decided for an RPC: the least role that may call it, and what kind of call it is.</summary>
internal sealed record RpcPolicy(Role LeastRole, RpcKind Kind);

/// <summary>The policy of each RPC: the one place that says so. A server with an RPC that is not in it does not start.</summary>
internal static class RpcPolicies
{
    private const string Actors = "diplomacy.v1.ActorService", Statements = "diplomacy.v1.StatementService",
        Status = "diplomacy.v1.NegotiationStatusService", Journal = "diplomacy.v1.JournalService";

    /// <summary>The services of the contract, by their full names.</summary>
    public static readonly IReadOnlyList<string> Services = [Actors, Statements, Status, Journal];

    private static readonly FrozenDictionary<string, RpcPolicy> Policies = new (string Service, Role Role, RpcKind Kind, string[] Methods)[]
    {
        (Actors, Role.Reader, RpcKind.Read, ["GetActor", "BatchGetActors", "ListActors", "ResolveActor"]),
        (Actors, Role.Recorder, RpcKind.Write, ["CreateActor", "UpdateActor"]),
        (Actors, Role.Recorder, RpcKind.Import, ["ImportActors"]),

        (Statements, Role.Reader, RpcKind.Read,
            ["GetStatement", "BatchGetStatements", "ListStatements", "SearchStatements", "GetCorrection", "ListCorrections"]),
        (Statements, Role.Reader, RpcKind.Watch, ["WatchStatements"]),
        (Statements, Role.Reader, RpcKind.Export, ["ExportStatements"]),
        (Statements, Role.Recorder, RpcKind.Write, ["RecordStatement", "BatchRecordStatements", "CorrectStatement", "AttachReport"]),
        (Statements, Role.Recorder, RpcKind.Import, ["ImportStatements"]),

        (Status, Role.Reader, RpcKind.Read,
            ["GetNegotiation", "ListNegotiations", "GetDemand", "BatchGetDemands", "ListDemands", "ListObligations",
                "ListObligationHistory", "ListPromises",
            "GetNegotiationStatus", "CompareNegotiationStatus", "ListTimelineEntries", "GetMeeting", "ListMeetings", "ListStandoffs",
            "GetWaitGraph"]),
        (Status, Role.Reader, RpcKind.Watch, ["WatchDemands"]),
        (Status, Role.Recorder, RpcKind.Write, ["CreateNegotiation", "UpdateNegotiation"]),

        (Journal, Role.Reader, RpcKind.Read, ["GetJournal", "ResolveRevision"]),
        (Journal, Role.Admin, RpcKind.Read, ["GetJournalEntry", "ListJournalEntries"]),
        (Journal, Role.Admin, RpcKind.Export, ["ExportJournal", "VerifyJournal"]),
        (Journal, Role.Admin, RpcKind.Backup, ["BackupJournal"]),
        (Journal, Role.Admin, RpcKind.Import, ["ImportJournal"]),
        (Journal, Role.Admin, RpcKind.Write, ["EraseStatement"]),

        // Probes need no credentials.
        ("grpc.health.v1.Health", Role.Anyone, RpcKind.Health, ["Check", "Watch", "List"]),
        ("grpc.reflection.v1alpha.ServerReflection", Role.Admin, RpcKind.Reflection, ["ServerReflectionInfo"]),
        ("grpc.reflection.v1.ServerReflection", Role.Admin, RpcKind.Reflection, ["ServerReflectionInfo"]),
    }.SelectMany(row => row.Methods.Select(method => KeyValuePair.Create($"/{row.Service}/{method}", new RpcPolicy(row.Role, row.Kind))))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// The policy of an RPC, by its full name (`/package.Service/Method`). Null: it has none, so that nobody may call it.
    /// </summary>
    public static RpcPolicy? Of(string rpc) => Policies.GetValueOrDefault(rpc);

    /// <summary>The least role that an RPC needs; null where it has no policy, so that nobody may call it.</summary>
    public static Role? LeastRole(string rpc) => Of(rpc)?.LeastRole;

    /// <summary>Whether an RPC is of this contract. Health and reflection are not, and have checks of their own.</summary>
    public static bool IsOfContract(string rpc) => Of(rpc) is { Kind: not (RpcKind.Health or RpcKind.Reflection) };

    /// <summary>Refuses to start with an RPC that nobody has decided on.</summary>
    public static void Check(IEndpointRouteBuilder served)
    {
        var undecided = served.DataSources.SelectMany(source => source.Endpoints)
            .Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.FullName).OfType<string>()
            .Where(rpc => Of(rpc) is null).Distinct(StringComparer.Ordinal).ToList();
        if (undecided.Count > 0)
            throw new StartException($"These RPCs have no policy: {string.Join(", ", undecided)}. Add one to RpcPolicies.");
    }
}
