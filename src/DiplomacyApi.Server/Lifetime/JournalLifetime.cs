using DiplomacyApi.Server.Logging;
using DiplomacyApi.Storage.Journal;

namespace DiplomacyApi.Server.Lifetime;

/// <summary>Stops the server when the journal fails, and closes the journal when the server has stopped.</summary>
internal sealed class JournalLifetime(IHostApplicationLifetime lifetime, ILogger<JournalLifetime> logger) : IHostedService
{
    /// <summary>The part of the time for a stop that may pass before the last commit begins.</summary>
    private static readonly TimeSpan DecidingMax = TimeSpan.FromSeconds(5);

    private Storage.JournalStore? _journal;

    public void Attach(Storage.JournalStore journal)
    {
        _journal = journal;
        lifetime.ApplicationStopping.Register(() => journal.StopDecidingAfter(DecidingMax));
        // A commit whose outcome is not known must not be followed by another: the process ends, and what is on the disk decides.
        _ = journal.Fatal.ContinueWith(failed =>
        {
            var problem = failed.Exception!.InnerException!;
            // What it says then is what to do before it is started again.
            if (ProblemOf(problem) is { } other)
                ServerLog.JournalIsAnother(logger, other.Message);
            else
                ServerLog.JournalFailed(logger, problem.Message, problem);
            lifetime.StopApplication();
        }, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    /// <summary>What is wrong with a journal that is not what it was; null: it is another fault.</summary>
    public static JournalException? ProblemOf(Exception fault) => fault as JournalException ?? fault.InnerException as JournalException;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_journal is not null) await _journal.DisposeAsync();
    }
}
