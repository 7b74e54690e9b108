using System.Net;
using System.Net.Sockets;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Access;
using DiplomacyApi.Server.Errors;
using DiplomacyApi.Server.Validation;
using Grpc.AspNetCore.Server;
using Grpc.Core;

namespace DiplomacyApi.Server.Throttling;

/// <summary>
/// Gives each call its share of what callers may use at once, or refuses it. Then it waits for the request, as large as the caller may send
/// one. What a call holds is given back when its response was sent.
/// </summary>
internal sealed class ThrottlingGate(
    RequestDelegate next, CallLimits limits, Quotas quotas, RefusedCalls refused, IHostApplicationLifetime lifetime, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var rpc = context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method;
        if (rpc is null)
        {
            await next(context);
            return;
        }

        var held = new List<IDisposable?>();
        try
        {
            if (!await IsAdmittedAsync(context, rpc, held)) return;
            await next(context);
            await LargeResponse.WaitUntilSentAsync(context, lifetime.ApplicationStopping);
        }
        finally
        {
            for (var last = held.Count - 1; last >= 0; last--) held[last]?.Dispose();
        }
    }

    private async Task<bool> IsAdmittedAsync(HttpContext context, IMethod rpc, List<IDisposable?> held)
    {
        var caller = context.Features.Get<Caller>();
        try
        {
            await AdmitAsync(context, rpc, caller, held);
            return true;
        }
        catch (RefusedException refusal)
        {
            refused.Refuse(context, rpc.FullName, caller?.Name, refusal);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // The caller went away before the request was there, or may no longer call.
            if (StreamEnd.ReasonOf(context) is { } end) refused.Refuse(context, rpc.FullName, caller?.Name, end);
            else RefusedCalls.Cancel(context);
        }
        return false;
    }

    private async Task AdmitAsync(HttpContext context, IMethod rpc, Caller? caller, List<IDisposable?> held)
    {
        var hasOneMessage = rpc.Type is MethodType.Unary or MethodType.ServerStreaming && IsGrpc(context);
        if (caller is null)
        {
            held.Add(quotas.AnonymousCalls.TryAcquire(SubscriberOf(context.Connection.RemoteIpAddress))
                ?? throw Refusals.Busy("Too many calls without a token are open; close some."));
            if (hasOneMessage)
                await RequestBody.ReceiveAsync(context, Limits.OpenRequestBytesMax, Limits.OpenRequestTimeMax, _ => null, time);
            return;
        }

        held.Add(limits.Enter(caller));
        held.Add(quotas.Enter(rpc.FullName, caller.Name));
        if (hasOneMessage)
            held.Add(await RequestBody.ReceiveAsync(context, Limits.RequestBytesMax,
                Limits.RequestTimeMax, bytes => quotas.RequestBytes.TryAcquire(caller.Name, bytes)
                ?? throw Refusals.Busy("Requests in progress use all the memory set aside for them; try again later."), time));
    }

    private static bool IsGrpc(HttpContext context) =>
        context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Who an address belongs to: an IPv6 subscriber has many addresses with the same first half.</summary>
    private static string SubscriberOf(IPAddress? address) => address is
    {
        AddressFamily: AddressFamily.InterNetworkV6,
        IsIPv4MappedToIPv6: false
    }
        ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
        : address?.ToString() ?? "-";
}
