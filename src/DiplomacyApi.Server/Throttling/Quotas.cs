using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Server.Configuration;
using DiplomacyApi.Server.Contract;
using DiplomacyApi.Server.Errors;
using Google.Protobuf;

namespace DiplomacyApi.Server.Throttling;

/// <summary>
/// What may be in progress at once, for each caller and in all, so that nobody uses up the memory or the files of the process.
/// </summary>
internal sealed class Quotas
{
    private readonly Quota _exports, _imports, _backups;
    private readonly Quota? _lookups;

    public Quotas(ServerOptions options)
    {
        // Without access control all callers have one name, and what all may take is one caller's.
        int Each(int each, int all) => options.IsAccessControlled ? each : all;
        AnonymousCalls = new(Limits.OpenCallsPerAddressMax, Limits.OpenCallsMax);
        RequestBytes = new(Each(Limits.RequestBytesPerCallerMax, Limits.RequestBytesInFlightMax), Limits.RequestBytesInFlightMax);
        ResponseBytes = new(Each(Limits.ResponseBytesPerCallerMax, Limits.ResponseBytesInFlightMax), Limits.ResponseBytesInFlightMax,
            waitingMax: int.MaxValue);
        DryRunBytes = new(Each(Limits.DryRunBytesPerCallerMax, Limits.DryRunBytesInAllMax), Limits.DryRunBytesInAllMax);
        Reads = new(Each(Limits.ReadsPerCallerMax, Limits.ShortReadsMax), Limits.ShortReadsMax, Limits.ReadsWaitingMax);
        CostlyReads = new(Each(Limits.CostlyReadsPerCallerMax, Limits.CostlyReadsMax), Limits.CostlyReadsMax, Limits.ReadsWaitingMax);
        if (options.Postgres.Length > 0) _lookups = new(Limits.ReadsWaitingMax, Limits.ReadsWaitingMax);
        _exports = new(Each(Limits.ExportsPerCallerMax, Limits.ExportsMax), Limits.ExportsMax);
        _imports = new(Each(Limits.ImportsPerCallerMax, Limits.ImportsMax), Limits.ImportsMax);
        _backups = new(Limits.BackupsMax, Limits.BackupsMax);
    }

    /// <summary>Calls that are open to all, by address.</summary>
    public Quota AnonymousCalls { get; }

    /// <summary>The bytes of requests, from when they are announced until they are answered.</summary>
    public Quota RequestBytes { get; }

    /// <summary>The bytes of responses, from when they are known until they are sent.</summary>
    public Quota ResponseBytes { get; }

    /// <summary>The bytes that dry runs keep.</summary>
    public Quota DryRunBytes { get; }

    /// <summary>Reads by name and of pages that run.</summary>
    public Quota Reads { get; }

    /// <summary>Reads that fold, or look through much, that run.</summary>
    public Quota CostlyReads { get; }

    /// <summary>
    /// A permit for a read, once there is one, until it is disposed. What is looked up together in PostgreSQL holds no connection of its
    /// own, and waits for none. Refuses RATE_LIMITED.
    /// </summary>
    public async ValueTask<IDisposable> EnterReadAsync(IMessage request, string caller, CancellationToken ct) =>
        (_lookups is not null && IsLookUp(request)
            ? _lookups.TryAcquire(caller)
            : await (Throttling.CostlyReads.Includes(request) ? CostlyReads : Reads).AcquireAsync(caller, 1, ct))
        ?? throw Refusals.Busy("Too many reads are waiting; try again later.");

    /// <summary>A time is looked for in the log first, on a connection of its own.</summary>
    private static bool IsLookUp(IMessage request) =>
        request is GetStatementRequest { At: null or { KnownAtCase: not ReadAt.KnownAtOneofCase.KnownAtTime } };

    /// <summary>
    /// A permit for a call of a kind that holds much for long, until it is disposed; null for other kinds. Refuses RATE_LIMITED.
    /// </summary>
    public IDisposable? Enter(string rpc, string caller) => RpcPolicies.Of(rpc)?.Kind switch
    {
        RpcKind.Import or RpcKind.Reflection => _imports.TryAcquire(caller) ?? throw Refusals.Busy(
            $"Too many imports are running: at most {Limits.ImportsPerCallerMax} per caller and {Limits.ImportsMax} in all. End one, or try again later."),
        RpcKind.Backup => _backups.TryAcquire(caller) ?? throw Refusals.Busy(
            "Another backup is running, and only one may run at a time; try again later."),
        RpcKind.Export => _exports.TryAcquire(caller) ?? throw Refusals.Busy(
            $"Too many exports and verifications are running: at most {Limits.ExportsPerCallerMax} per caller and {Limits.ExportsMax} in all. End one, or try again later."),
        _ => null,
    };
}
