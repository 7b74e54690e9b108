using Diplomacy.V1;
using DiplomacyApi.Domain.Recording;
using DiplomacyApi.Server.Errors;
using DiplomacyApi.Server.Hosting;
using Grpc.AspNetCore.Server;
using Grpc.Core;

namespace DiplomacyApi.Server.Access;

/// <summary>Stands before every RPC and lets in whoever may: before its request is read, so that a stranger's bytes are never parsed.</summary>
internal sealed class AccessGate(
    RequestDelegate next, ServerOptions options, Authenticator authenticator, CallLimits limits, OpenCalls calls, ILogger<AccessGate> logger)
{
    private readonly bool _isControlled = options.IsAccessControlled;

    public async Task InvokeAsync(HttpContext context)
    {
        var rpc = context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method;
        // What is no RPC of ours is answered UNIMPLEMENTED; what is open is open.
        if (rpc is null || Policies.LeastRole(rpc.FullName) == Role.Anyone)
        {
            await next(context);
            return;
        }

        Caller caller;
        IDisposable? place;
        try
        {
            caller = _isControlled ? await authenticator.CallerOfAsync(context) : Caller.OnThisMachine;
            CheckRole(caller, rpc.FullName);
            place = limits.Enter(caller);
        }
        catch (RefusedException refusal)
        {
            ServerLog.Refused(logger, rpc.FullName, context.Connection.RemoteIpAddress?.ToString() ?? "-", ErrorStatus.NameOf(refusal.Reason));
            RefusedCall.Answer(context, refusal);
            return;
        }

        using (place)
        {
            context.Features.Set(caller);
            if (!_isControlled || rpc.Type == MethodType.Unary)
            {
                await next(context);
                return;
            }
            using var open = calls.Begin(caller, context);
            await next(context);
        }
    }

    private static void CheckRole(Caller caller, string rpc)
    {
        if (Policies.LeastRole(rpc) is not { } needed) throw new RefusedException(ErrorReason.PermissionDenied, "Nobody may call this.");
        if (caller.Role < needed)
            throw new RefusedException(ErrorReason.PermissionDenied,
                $"{caller.Name} is {(caller.Role == Role.Anyone ? "without a role" : Roles.NameOf(caller.Role))}, and this needs {Roles.NameOf(needed)}.",
                metadata: new Dictionary<string, string> { ["role_needed"] = Roles.NameOf(needed) });
    }
}
