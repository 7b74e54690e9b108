using DiplomacyApi.Storage;

namespace DiplomacyApi.Server.Hosting;

/// <summary>Stops the server when the journal fails, and closes the journal when the server has stopped.</summary>
internal sealed class JournalKeeper(Journal journal, IHostApplicationLifetime lifetime, ILogger<JournalKeeper> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A commit whose outcome is not known must not be followed by another: the process ends, and what is on the disk decides.
        try
        {
            await journal.Fatal.WaitAsync(stoppingToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            ServerLog.JournalFailed(logger, failure);
            lifetime.StopApplication();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await journal.DisposeAsync();
    }
}
