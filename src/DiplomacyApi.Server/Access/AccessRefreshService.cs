using DiplomacyApi.Domain;
using DiplomacyApi.Server.Logging;

namespace DiplomacyApi.Server.Access;

/// <summary>Polls twice a second for revoked credentials and renewed certificates and keys.</summary>
internal sealed class AccessRefreshService(Credentials credentials, OpenStreams calls, TlsFiles tls, TimeProvider time,
    ILogger<AccessRefreshService> logger, IJwtKeys? keys = null)
    : BackgroundService
{
    private readonly Action[] _steps =
        [credentials.Refresh, calls.EndRevoked, tls.Refresh, .. keys is null ? Array.Empty<Action>() : [keys.Refresh]];
    private readonly HashSet<string> _logged = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Limits.RevocationDelay, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            foreach (var step in _steps) Try(step);
    }

    /// <summary>Whatever fails, the other steps run: an exception that left here would stop the server.</summary>
    private void Try(Action step)
    {
        try
        {
            step();
        }
        catch (Exception failure)
        {
            // The same failure is not logged twice a second.
            if (_logged.Add($"{step.Method.DeclaringType?.Name} {step.Method.Name} {failure.GetType().Name}"))
                ServerLog.AccessRefreshFailed(logger, failure);
        }
    }
}
