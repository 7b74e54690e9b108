using DiplomacyApi.Server.Contract;
using DiplomacyApi.Storage.Monitoring;
using Microsoft.AspNetCore.Http.Features;

namespace DiplomacyApi.Server.Monitoring;

/// <summary>Outermost in the pipeline, so that it sees how every call ends, also one that was refused before gRPC saw it.</summary>
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
            // What nobody sees is not put together.
            if (metrics.IsObserved || context.Features.Get<IHttpActivityFeature>() is not null)
                Report(context, time.GetElapsedTime(started));
        }
    }

    private void Report(HttpContext context, TimeSpan took) => Telemetry.Report(() => Observe(context, took), logger);

    private void Observe(HttpContext context, TimeSpan took)
    {
        if (CallOutcome.Of(context) is not { } outcome) return;
        metrics.Record(outcome, took);
        var span = context.Features.Get<IHttpActivityFeature>()?.Activity;
        // Probes come every few seconds, and would only hide other traces.
        if (span is not null && RpcPolicies.LeastRole($"/{outcome.Method}") == Role.Anyone)
            span.ActivityTraceFlags &= ~System.Diagnostics.ActivityTraceFlags.Recorded;
        CallMetrics.Describe(span, outcome);
    }
}
