using DiplomacyApi.Domain;
using DiplomacyApi.Storage.Stores;
using DiplomacyApi.Storage.Writing;

namespace DiplomacyApi.Storage.Sqlite.Files;

/// <summary>
/// Looks whether the journal's files are still at their paths, so that a server that only reads does not go on over a file that is lost.
/// </summary>
internal sealed class FileWatch : IStoreWatch
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    public FileWatch(SqliteFile file, WriteLoop loop, TimeProvider time) => _running = RunAsync(file, loop, time, _stopping.Token);

    /// <summary>Nobody else writes.</summary>
    public Task CatchUpAsync(long revision, CancellationToken ct) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private static async Task RunAsync(SqliteFile file, WriteLoop loop, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Yielding, so that a clock that jumps a day ahead makes one look due and not one for each second of that day.
            await Task.Delay(Limits.FileCheckInterval, time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested) return;
            if (file.IsInPlace) continue;
            loop.Fail(file.Lost());
            return;
        }
    }
}
