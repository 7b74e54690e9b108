using DiplomacyApi.Domain;
using DiplomacyApi.Storage.Writing;

namespace DiplomacyApi.Storage.Sqlite;

/// <summary>Looks whether the journal's files are still at their paths, so that a server that only reads does not go on over a file that is lost.</summary>
internal sealed class FileWatch : IAsyncDisposable
{
    private readonly PeriodicTimer _timer;
    private readonly Task _running;

    public FileWatch(SqliteFile file, WriteLoop loop, TimeProvider time)
    {
        _timer = new PeriodicTimer(Limits.FileCheckInterval, time);
        _running = RunAsync(file, loop);
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _running.ConfigureAwait(false);
    }

    private async Task RunAsync(SqliteFile file, WriteLoop loop)
    {
        while (await _timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
            if (file.IsInPlace) continue;
            loop.Fail(file.Lost());
            return;
        }
    }
}
