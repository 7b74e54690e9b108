using DiplomacyApi.Server.Access;
using DiplomacyApi.Storage;
using Microsoft.AspNetCore.Http.Features;

namespace DiplomacyApi.Server.Monitoring;

/// <summary>Stands before everything else that takes part in a call, and so sees how each ends, those too that were refused before gRPC saw them.</summary>
internal sealed class CallObserver(RequestDelegate next, CallMetrics metrics, TimeProvider time, ILogger<CallObserver> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            Telemetry.Tell(() => Observe(context, time.GetElapsedTime(started)), logger);
        }
    }

    private void Observe(HttpContext context, TimeSpan took)
    {
        if (CallOutcome.Of(context) is not { } outcome) return;
        metrics.Record(outcome, took);
        var span = context.Features.Get<IHttpActivityFeature>()?.Activity;
        // Probes come every few seconds, and tell nothing.
        if (span is not null && Policies.LeastRole($"/{outcome.Method}") == Role.Anyone) span.ActivityTraceFlags &= ~System.Diagnostics.ActivityTraceFlags.Recorded;
        CallMetrics.Describe(span, outcome);
    }
}
