using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Statements;

namespace DiplomacyApi.Storage.Postgres.Reading;

/// <summary>
/// Reads a page once for all who ask for it while it is read for others. Whoever asks gets one whose reading began after that, so that
/// nobody sees what was erased before.
/// </summary>
internal sealed class SharedPages
{
    /// <summary>Who waits for a page that is being read, and is to be read for them next.</summary>
    private readonly Dictionary<StatementPageKey, List<TaskCompletionSource<FrozenPage>>> _waiting = [];

    /// <summary>
    /// Ends with the reading, also for a caller who has gone away: its place among the reads is what bounds how many go on.
    /// </summary>
    public Task<FrozenPage> Of(StatementPageKey key, Func<FrozenPage> read)
    {
        var asked = new TaskCompletionSource<FrozenPage>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiting)
        {
            if (_waiting.TryGetValue(key, out var waiting))
            {
                waiting.Add(asked);
            }
            else
            {
                _waiting[key] = [asked];
                ThreadPool.UnsafeQueueUserWorkItem(_ => Run(key, read), null);
            }
        }
        return asked.Task;
    }

    private void Run(StatementPageKey key, Func<FrozenPage> read)
    {
        while (Take(key) is { Count: > 0 } asked)
        {
            try
            {
                var page = read();
                if (asked.Count > 1) page = Kept(page);
                foreach (var one in asked) one.TrySetResult(page);
            }
            catch (Exception failed)
            {
                foreach (var one in asked) one.TrySetException(failed);
            }
        }
    }

    /// <summary>Those for whom it is read now; who comes later is read for next. None: nobody reads it any more.</summary>
    private List<TaskCompletionSource<FrozenPage>> Take(StatementPageKey key)
    {
        lock (_waiting)
        {
            var asked = _waiting[key];
            if (asked.Count == 0) _waiting.Remove(key);
            else _waiting[key] = [];
            return asked;
        }
    }

    /// <summary>A copy from which several replies are written.</summary>
    private static FrozenPage Kept(FrozenPage page)
    {
        using var read = page.Frozen;
        return new FrozenPage(read.Keep(), page.NextKey);
    }
}
