using DiplomacyApi.Domain;
using DiplomacyApi.Server.Logging;

namespace DiplomacyApi.Server.Access;

/// <summary>Looks twice a second whether somebody may no longer be let in, or a certificate or key was renewed.</summary>
internal sealed class AccessWatch(Credentials credentials, OpenCalls calls, TlsFiles tls, TimeProvider time, ILogger<AccessWatch> logger, IJwtKeys? keys = null)
    : BackgroundService
{
    private readonly Action[] _steps = [credentials.Refresh, calls.EndWhatIsOver, tls.Refresh, .. keys is null ? Array.Empty<Action>() : [keys.Refresh]];
    private readonly HashSet<string> _logged = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Limits.RevocationDelay, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            foreach (var step in _steps) Try(step);
    }

    /// <summary>Whatever fails, the other steps are taken, and the server does not end: an exception that left here would stop it.</summary>
    private void Try(Action step)
    {
        try
        {
            step();
        }
        catch (Exception failure)
        {
            // The same failure is not logged twice a second.
            if (_logged.Add($"{step.Method.DeclaringType?.Name} {step.Method.Name} {failure.GetType().Name}")) ServerLog.AccessWatchFailed(logger, failure);
        }
    }
}
