using DiplomacyApi.Domain;

namespace DiplomacyApi.Server.Access;

/// <summary>Looks twice a second whether somebody is let in no more, or a certificate was renewed.</summary>
internal sealed class AccessWatch(Credentials credentials, OpenCalls calls, TlsFiles tls, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Limits.RevocationDelay, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            credentials.Refresh();
            calls.EndWhatIsOver();
            tls.Refresh();
        }
    }
}
