using System.Net;
using System.Net.Sockets;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Recording;
using DiplomacyApi.Server.Bounds;
using DiplomacyApi.Server.Errors;
using DiplomacyApi.Server.Hosting;
using Grpc.AspNetCore.Server;
using Grpc.Core;

namespace DiplomacyApi.Server.Access;

/// <summary>
/// Stands before every RPC and lets in whoever may: before its request is read, so that a stranger's bytes are never parsed. Then it waits
/// for the request, as large as the caller may send one.
/// </summary>
internal sealed class AccessGate(
    RequestDelegate next, ServerOptions options, Authenticator authenticator, CallLimits limits, Quotas quotas, OpenCalls calls,
    StrangerLog log, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private readonly bool _isControlled = options.IsAccessControlled;

    public async Task InvokeAsync(HttpContext context)
    {
        var rpc = context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method;
        // What is no RPC of ours is answered UNIMPLEMENTED.
        if (rpc is null)
        {
            await next(context);
            return;
        }

        var held = new List<IDisposable?>();
        try
        {
            if (!await IsLetInAsync(context, rpc, held)) return;
            await next(context);
            await LargeAnswer.SentAsync(context, lifetime.ApplicationStopping);
        }
        finally
        {
            for (var last = held.Count - 1; last >= 0; last--) held[last]?.Dispose();
        }
    }

    private async Task<bool> IsLetInAsync(HttpContext context, IMethod rpc, List<IDisposable?> held)
    {
        try
        {
            await LetInAsync(context, rpc, held);
            return true;
        }
        catch (RefusedException refusal)
        {
            var isWithoutProof = context.Request.Headers.Authorization.Count == 0 && context.Connection.ClientCertificate is null;
            log.Refused(rpc.FullName, PeerOf(context), context.Features.Get<Caller>()?.Name, isWithoutProof, ErrorStatus.NameOf(refusal.Reason));
            RefusedCall.Answer(context, refusal);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // Whoever called went away before the request was there.
        }
        return false;
    }

    /// <summary>Refuses who may not call this, or not now; what is held for the call is given back when it is over.</summary>
    private async Task LetInAsync(HttpContext context, IMethod rpc, List<IDisposable?> held)
    {
        var hasOneMessage = rpc.Type is MethodType.Unary or MethodType.ServerStreaming && IsGrpc(context);
        if (Policies.LeastRole(rpc.FullName) == Role.Anyone)
        {
            held.Add(quotas.OpenCalls.TryTake(HolderOf(context.Connection.RemoteIpAddress)) ?? throw Quotas.Refused("Too many calls without a token are open; close some."));
            if (hasOneMessage) await RequestBody.ArriveAsync(context, Limits.OpenRequestBytesMax, Limits.OpenRequestTimeMax, _ => null, time);
            return;
        }

        var caller = _isControlled ? await authenticator.CallerOfAsync(context) : Caller.OnThisMachine;
        context.Features.Set(caller);
        CheckRole(caller, rpc.FullName);
        held.Add(limits.Enter(caller));
        held.Add(quotas.Enter(rpc, caller.Name));
        if (hasOneMessage)
            held.Add(await RequestBody.ArriveAsync(context, Limits.RequestBytesMax, Limits.RequestTimeMax, bytes => quotas.RequestBytes.TryTake(caller.Name, bytes)
                ?? throw Quotas.Refused("Requests in progress use all the memory set aside for them; try again later."), time));
        if (_isControlled && rpc.Type != MethodType.Unary) held.Add(calls.Begin(caller, context));
    }

    private static void CheckRole(Caller caller, string rpc)
    {
        if (Policies.LeastRole(rpc) is not { } needed) throw new RefusedException(ErrorReason.PermissionDenied, "Nobody may call this.");
        if (caller.Role < needed)
            throw new RefusedException(ErrorReason.PermissionDenied,
                caller.Role == Role.Anyone
                    ? $"{caller.Name} has no role, and this needs {Roles.NameOf(needed)}. {caller.RoleProblem}".TrimEnd()
                    : $"{caller.Name} has the role {Roles.NameOf(caller.Role)}, and this needs {Roles.NameOf(needed)}.",
                metadata: new Dictionary<string, string> { ["role_needed"] = Roles.NameOf(needed) });
    }

    private static bool IsGrpc(HttpContext context) => context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The address that a call came from; `-` on a Unix socket.</summary>
    public static string PeerOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "-";

    /// <summary>Of IPv6 what one subscriber has, which is many addresses.</summary>
    private static string HolderOf(IPAddress? address) => address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
        ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
        : address?.ToString() ?? "-";
}
