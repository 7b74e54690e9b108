using DiplomacyApi.Storage.Postgres.Schema;
using DiplomacyApi.Storage.Postgres.Writing;
using DiplomacyApi.Storage.Writing;

namespace DiplomacyApi.Storage.Postgres.Clearing;

/// <summary>
/// Takes erased rows out of the tables by VACUUM, on a connection of its own: the writer only asks whether it is done. PostgreSQL does not
/// overwrite what a row leaves behind in its page; that stays until the place is used again, or the table is written again as a whole.
/// </summary>
internal sealed class PostgresScrubber(PostgresDatabase database) : IScrubber, IDisposable
{
    // It is under way. What was erased before it began is what it is about.
    private const long Begun = 1;

    // Whatever table derives something from words. What did not change is passed over.
    private static readonly string[] Tables = ["payload", .. Projections.Tables];

    // One server does it, and the others wait until it has, or ends: its lock goes with its connection.
    private static readonly SessionLock Lock = new(0x4449_5056);

    private readonly CancellationTokenSource _stopping = new();
    private Task<bool>? _running;
    private DeadRows? _rows;

    public long Run(long from, int bytes)
    {
        // A standby has the pages of the server that it follows, and is not told whether that one is done.
        if (database.IsReadOnly) return from;
        if (from < Begun)
        {
            using var connection = database.Open();
            _rows = DeadRows.OfLog(connection, Tables);
        }
        else if (_running is { IsCompleted: false }) return from;
        else if (_running is { } ended && IsDone(ended)) return IScrubber.End;
        _running = Task.Run(() => RemoveAsync(_rows!));
        return Begun;
    }

    public void Dispose()
    {
        _stopping.Cancel();
        // It ends with the statement that is cancelled; its faults are nobody's any more.
        _running?.ContinueWith(static ended => ended.Exception, TaskScheduler.Default).Wait();
        _stopping.Dispose();
    }

    private async Task<bool> RemoveAsync(DeadRows rows)
    {
        using var connection = database.Open();
        return await Lock.TryRunAsync(connection, () => rows.TryRemoveAsync(connection, _stopping.Token), _stopping.Token)
            .ConfigureAwait(false);
    }

    /// <summary>A fault that may pass is a refusal, after which it is tried again.</summary>
    private bool IsDone(Task<bool> ended)
    {
        _running = null;
        if (ended.Exception is { } failed) throw Outcomes.Of(failed.InnerException!);
        return ended.Result;
    }
}
