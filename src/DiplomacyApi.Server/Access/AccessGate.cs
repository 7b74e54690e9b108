using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Configuration;
using DiplomacyApi.Server.Contract;
using DiplomacyApi.Server.Errors;
using Grpc.AspNetCore.Server;
using Grpc.Core;

namespace DiplomacyApi.Server.Access;

/// <summary>Authenticates and authorises each call before its request is read, so that a stranger's bytes are never parsed.</summary>
internal sealed class AccessGate(
    RequestDelegate next, ServerOptions options, Authenticator authenticator, OpenStreams calls, RefusedCalls refused)
{
    private readonly bool _isControlled = options.IsAccessControlled;

    public async Task InvokeAsync(HttpContext context)
    {
        var rpc = context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method;
        // Unknown RPCs are answered UNIMPLEMENTED; RPCs that are open to everybody need no caller.
        if (rpc is null || RpcPolicies.LeastRole(rpc.FullName) == Role.Anyone)
        {
            await next(context);
            return;
        }
        if (!await IsAdmittedAsync(context, rpc)) return;
        using var stream = _isControlled && rpc.Type != MethodType.Unary ? calls.Begin(context.Features.Get<Caller>()!, context) : null;
        await next(context);
    }

    private async Task<bool> IsAdmittedAsync(HttpContext context, IMethod rpc)
    {
        try
        {
            var caller = _isControlled ? await authenticator.AuthenticateAsync(context) : Caller.OnThisMachine;
            context.Features.Set(caller);
            CheckRole(caller, rpc.FullName);
            return true;
        }
        catch (RefusedException refusal)
        {
            refused.Refuse(context, rpc.FullName, context.Features.Get<Caller>()?.Name, refusal);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // The caller went away.
            RefusedCalls.Cancel(context);
        }
        return false;
    }

    private static void CheckRole(Caller caller, string rpc)
    {
        if (RpcPolicies.LeastRole(rpc) is not { } needed) throw new RefusedException(ErrorReason.PermissionDenied, "Nobody may call this.");
        if (caller.Role < needed)
            throw new RefusedException(ErrorReason.PermissionDenied,
                caller.Role == Role.Anyone
                    ? $"{caller.Name} has no role, and this needs {Roles.NameOf(needed)}. {caller.RoleProblem}".TrimEnd()
                    : $"{caller.Name} has the role {Roles.NameOf(caller.Role)}, and this needs {Roles.NameOf(needed)}.",
                metadata: new Dictionary<string, string> { ["role_needed"] = Roles.NameOf(needed) });
    }
}
