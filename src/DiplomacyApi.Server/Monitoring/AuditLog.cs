using DiplomacyApi.Server.Access;
using DiplomacyApi.Server.Contract;
using DiplomacyApi.Server.Errors;
using DiplomacyApi.Server.Logging;
using Grpc.AspNetCore.Server;

namespace DiplomacyApi.Server.Monitoring;

/// <summary>
/// Logs each call that needs the role of an admin and was let in, with who made it, what it was about and how it ended: they take the log
/// out, bring one in, or erase.
/// </summary>
internal sealed class AuditLog(RequestDelegate next, ILogger<AuditLog> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var rpc = context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.FullName;
        if (rpc is null || RpcPolicies.LeastRole(rpc) != Role.Admin)
        {
            await next(context);
            return;
        }
        try
        {
            await next(context);
        }
        finally
        {
            var outcome = CallOutcome.Of(context)!.Value;
            ServerLog.AdminCalled(logger, context.Features.Get<Caller>()!.Name, RefusedCalls.PeerOf(context), rpc,
                context.Features.Get<AuditSubject>()?.Text ?? "-",
                outcome.Reason.Length > 0 ? $"{outcome.Status}, {outcome.Reason}" : outcome.Status);
        }
    }
}
