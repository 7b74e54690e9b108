using DiplomacyApi.Domain;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace DiplomacyApi.Server.Monitoring;

/// <summary>Sends what has not been sent yet when the server stops, for no longer than a limit.</summary>
internal sealed class OtlpFlush(MeterProvider? metrics = null, TracerProvider? traces = null) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var max = (int)Limits.LastExportMax.TotalMilliseconds;
        Task ended = Task.WhenAll(Task.Run(() => metrics?.Shutdown(max), CancellationToken.None),
            Task.Run(() => traces?.Shutdown(max), CancellationToken.None));
        await ended.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
