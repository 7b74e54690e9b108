using System.Collections.Frozen;
using DiplomacyApi.Server.Configuration;
using Grpc.AspNetCore.Server;

namespace DiplomacyApi.Server.Access;

/// <summary>Which role each RPC needs: the one place that says so. A server with an RPC that is not in it does not start.</summary>
internal static class Policies
{
    private static readonly FrozenDictionary<string, Role> LeastRoles = new (string Service, Role Role, string[] Methods)[]
    {
        ("diplomacy.v1.ActorService", Role.Reader, ["GetActor", "BatchGetActors", "ListActors", "ResolveActor"]),
        ("diplomacy.v1.ActorService", Role.Recorder, ["CreateActor", "UpdateActor", "ImportActors"]),

        ("diplomacy.v1.StatementService", Role.Reader,
            ["GetStatement", "BatchGetStatements", "ListStatements", "SearchStatements", "GetCorrection", "ListCorrections",
            "WatchStatements", "ExportStatements"]),
        ("diplomacy.v1.StatementService", Role.Recorder,
            ["RecordStatement", "BatchRecordStatements", "CorrectStatement", "AttachReport", "ImportStatements"]),

        ("diplomacy.v1.NegotiationStatusService", Role.Reader,
            ["GetNegotiation", "ListNegotiations", "GetDemand", "BatchGetDemands", "ListDemands", "ListObligations", "ListObligationHistory", "ListPromises",
            "GetNegotiationStatus", "CompareNegotiationStatus", "ListTimelineEntries", "GetMeeting", "ListMeetings", "ListStandoffs", "GetWaitGraph", "WatchDemands"]),
        ("diplomacy.v1.NegotiationStatusService", Role.Recorder, ["CreateNegotiation", "UpdateNegotiation"]),

        ("diplomacy.v1.JournalService", Role.Reader, ["GetJournal", "ResolveRevision"]),
        ("diplomacy.v1.JournalService", Role.Admin, ["GetJournalEntry", "ListJournalEntries", "ExportJournal", "ImportJournal", "VerifyJournal", "BackupJournal", "EraseStatement"]),

        // Probes need no credentials.
        ("grpc.health.v1.Health", Role.Anyone, ["Check", "Watch", "List"]),
        ("grpc.reflection.v1alpha.ServerReflection", Role.Admin, ["ServerReflectionInfo"]),
        ("grpc.reflection.v1.ServerReflection", Role.Admin, ["ServerReflectionInfo"]),
    }.SelectMany(row => row.Methods.Select(method => KeyValuePair.Create($"/{row.Service}/{method}", row.Role))).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The least role that an RPC needs; null where it has no policy, so that nobody may call it.</summary>
    public static Role? LeastRole(string rpc) => LeastRoles.TryGetValue(rpc, out var role) ? role : null;

    /// <summary>Refuses to start with an RPC that nobody has decided on.</summary>
    public static void Check(IEndpointRouteBuilder served)
    {
        var undecided = served.DataSources.SelectMany(source => source.Endpoints)
            .Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.FullName).OfType<string>()
            .Where(rpc => LeastRole(rpc) is null).Distinct(StringComparer.Ordinal).ToList();
        if (undecided.Count > 0) throw new StartException($"No role is named that may call {string.Join(", ", undecided)}; name one in Policies.");
    }
}
