using DiplomacyApi.Domain;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace DiplomacyApi.Server.Monitoring;

/// <summary>Sends what was not sent yet when the server stops. A receiver that does not answer holds up the end no longer than a bound.</summary>
internal sealed class LastExport(MeterProvider? metrics = null, TracerProvider? traces = null) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var max = (int)Limits.LastExportMax.TotalMilliseconds;
        Task ended = Task.WhenAll(Task.Run(() => metrics?.Shutdown(max), CancellationToken.None), Task.Run(() => traces?.Shutdown(max), CancellationToken.None));
        await ended.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
