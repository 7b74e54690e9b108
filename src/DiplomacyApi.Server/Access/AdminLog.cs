using DiplomacyApi.Server.Hosting;
using DiplomacyApi.Server.Monitoring;
using Grpc.AspNetCore.Server;

namespace DiplomacyApi.Server.Access;

/// <summary>What a call is about, such as `revisions 1 to 399`.</summary>
internal sealed record CallSubject(string Text);

/// <summary>Logs each call that needs the role of an admin and was let in, with who made it, what it was about and how it ended: they take the log out, bring one in, or erase.</summary>
internal sealed class AdminLog(RequestDelegate next, ILogger<AdminLog> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var rpc = context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.FullName;
        if (rpc is null || Policies.LeastRole(rpc) != Role.Admin)
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
            ServerLog.AdminCalled(logger, context.Features.Get<Caller>()!.Name, AccessGate.PeerOf(context), rpc,
                context.Features.Get<CallSubject>()?.Text ?? "-", outcome.Reason.Length > 0 ? $"{outcome.Status}, {outcome.Reason}" : outcome.Status);
        }
    }
}
