using System.Diagnostics;
using System.Globalization;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Monitoring;
using DiplomacyApi.Storage.Stores;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace DiplomacyApi.Storage.Postgres.Journal;

/// <summary>
/// Publishes what other servers write. It looks at intervals, and at once where the database notifies it, on a connection of its own. Where
/// that breaks it opens another, to whichever host takes writes by then.
/// </summary>
internal sealed class HeadFollower : IStoreWatch
{
    /// <summary>The channel on which servers tell each other how far the log is.</summary>
    public const string Channel = "diplomacy";

    /// <summary>Seconds that one look may take.</summary>
    private const int LookSecondsMax = 10;

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly PostgresDatabase _database;
    private readonly FollowedLog _log;
    private readonly Action<Exception> _fail;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;
    private bool _isTold;
    private volatile TaskCompletionSource _looked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile CancellationTokenSource _asked = new();

    /// <param name="database">Where the log is.</param>
    /// <param name="log">What is known of it.</param>
    /// <param name="fail">Called where it is not the log that it was.</param>
    /// <param name="logger">Told once where the database cannot be reached.</param>
    public HeadFollower(PostgresDatabase database, FollowedLog log, Action<Exception> fail, ILogger logger)
    {
        (_database, _log, _fail, _logger) = (database, log, fail, logger);
        _running = Task.Run(RunAsync);
    }

    public async Task CatchUpAsync(long revision, CancellationToken ct)
    {
        if (_log.Head.Revision >= revision) return;
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bound.CancelAfter(Limits.RevisionWaitMax);
        try
        {
            if (_database.IsReadOnly)
            {
                await _log.WaitUntilAsync(revision, bound.Token).ConfigureAwait(false);
                return;
            }
            // The one that goes on may have begun before the revision was recorded.
            await LookAsync(bound.Token).ConfigureAwait(false);
            await LookAsync(bound.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new RefusedException(ErrorReason.ServerBehind, string.Create(CultureInfo.InvariantCulture,
                $"This server has seen the log up to revision {_log.Head.Revision}, and revision {revision} did not come within {Limits.RevisionWaitMax.TotalSeconds} s; try again, or ask another server."));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stopping.Dispose();
    }

    /// <summary>Ends with the next look.</summary>
    private async Task LookAsync(CancellationToken ct)
    {
        var next = _looked.Task;
        await _asked.CancelAsync().ConfigureAwait(false);
        await next.WaitAsync(ct).ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        var isFailing = false;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(() => isFailing = false).ConfigureAwait(false);
            }
            catch (JournalException other)
            {
                _fail(other);
                return;
            }
            catch (Exception failed)
            {
                if (_stopping.IsCancellationRequested) return;
                // One that lasts is told once.
                if (!isFailing) StorageLog.FollowingFailed(_logger, _database.Name, failed);
                isFailing = true;
                await Task.Delay(Limits.HeadPollInterval, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task FollowAsync(Action onLooked)
    {
        using var connection = await _database.OpenAsync(_stopping.Token).ConfigureAwait(false);
        // What this server wrote it has published itself.
        connection.Notification += (_, told) => _isTold |= !HeadNotification.IsFrom(told.Payload, _database.ServerId);
        // A standby has no notifications.
        if (!_database.IsReadOnly) await ExecuteAsync(connection, $"LISTEN {Channel}").ConfigureAwait(false);
        await ExecuteAsync(connection, Presence.Enter).ConfigureAwait(false);
        while (!_stopping.IsCancellationRequested)
        {
            _isTold = false;
            await LookAsync(connection).ConfigureAwait(false);
            onLooked();
            await WaitAsync(connection).ConfigureAwait(false);
        }
    }

    /// <summary>Publishes what is new, and answers those who asked before it began.</summary>
    private async Task LookAsync(NpgsqlConnection connection)
    {
        var asked = _asked;
        if (asked.IsCancellationRequested) _asked = new CancellationTokenSource();
        var answered = _looked;
        var known = _log.Head;
        using var command = new NpgsqlCommand(
            $"SELECT {LogRow.Columns}, (SELECT hash FROM journal WHERE revision = $1) FROM log", connection)
        {
            CommandTimeout = LookSecondsMax,
            Parameters = { new() { Value = known.Revision } },
        };
        LogRow found;
        byte[]? hash;
        using (var row = await command.ExecuteReaderAsync(_stopping.Token).ConfigureAwait(false))
        {
            if (!await row.ReadAsync(_stopping.Token).ConfigureAwait(false))
                throw new JournalException($"{_database.Name} has no log any more; restore a backup.");
            (found, hash) = (LogRow.Of(row), row.IsDBNull(row.FieldCount - 1) ? null : row.GetFieldValue<byte[]>(row.FieldCount - 1));
        }
        if (_log.IsNews(found)) _log.Follow(known, found, _ => hash, () => Epochs.Read(connection));
        _looked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        answered.TrySetResult();
    }

    /// <summary>Until it is notified of what others wrote, asked, or the interval is over.</summary>
    private async Task WaitAsync(NpgsqlConnection connection)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, _asked.Token);
        try
        {
            if (_database.IsReadOnly)
            {
                await Task.Delay(Limits.StandbyPollInterval, ended.Token).ConfigureAwait(false);
                return;
            }
            var started = Stopwatch.GetTimestamp();
            // One may have come with the last answer. The driver takes less than a millisecond for no limit.
            while (!_isTold && Limits.HeadPollInterval - Stopwatch.GetElapsedTime(started) is var left && left >= ShortestWait)
                await connection.WaitAsync(left, ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_stopping.IsCancellationRequested)
        {
            // Somebody waits for the next look.
        }
    }

    private async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(_stopping.Token).ConfigureAwait(false);
    }
}
