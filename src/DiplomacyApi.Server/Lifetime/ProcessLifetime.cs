using System.Runtime.InteropServices;
using DiplomacyApi.Server.Configuration;
using DiplomacyApi.Server.Logging;
using Microsoft.Extensions.Hosting.Systemd;

namespace DiplomacyApi.Server.Lifetime;

/// <summary>
/// Stops the server by the process's signals, and notifies systemd. SIGTERM and Ctrl-C let it drain first; a second one stops it at once.
/// SIGHUP stops a server whose terminal is gone, and is otherwise ignored: certificates and credentials are read again when they change.
/// </summary>
internal sealed class ProcessLifetime(
    ServerOptions options, Readiness readiness, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<ProcessLifetime> logger)
    : IHostLifetime, IDisposable
{
    private readonly SystemdNotifier _systemd = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _signals;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGHUP })
            _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
        readiness.Ready.Register(() => _systemd.Notify(ServiceState.Ready));
        lifetime.ApplicationStopping.Register(() => _systemd.Notify(ServiceState.Stopping));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (context.Signal == PosixSignal.SIGHUP && Console.IsInputRedirected)
        {
            ServerLog.HangupIgnored(logger);
            return;
        }
        if (Interlocked.Increment(ref _signals) == 1 && options.DrainDelay > TimeSpan.Zero && readiness.IsServing) _ = DrainAsync();
        else lifetime.StopApplication();
    }

    private async Task DrainAsync()
    {
        ServerLog.Draining(logger, options.DrainDelay.TotalSeconds);
        readiness.Drain();
        await Task.Delay(options.DrainDelay, time, lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lifetime.StopApplication();
    }
}
