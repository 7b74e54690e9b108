using System.Threading.Channels;
using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Recording;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Storage.Writing;

/// <summary>
/// The single writer, on a thread of its own: takes all that waits, decides it, commits it with one sync, publishes the head, and only
/// then answers.
/// </summary>
internal sealed class WriteLoop
{
    /// <summary>A group takes no further request once it has so many entries to decide.</summary>
    private const int GroupEntriesMax = 2048;

    private const int SqliteFull = 13;
    private const int SqliteConstraint = 19;

    private readonly SqliteConnection _connection;
    private readonly Channel<QueueItem> _queue;
    private readonly TimeProvider _time;
    private readonly Mark<Head> _head;
    private readonly Func<LogState> _state;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource _fatal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _running;
    private volatile bool _stopping;

    public WriteLoop(SqliteConnection connection, int queueMax, TimeProvider time, Mark<Head> head, Func<LogState> state, ILogger logger)
    {
        (_connection, _time, _head, _state, _logger) = (connection, time, head, state, logger);
        _queue = Channel.CreateBounded<QueueItem>(new BoundedChannelOptions(queueMax) { SingleReader = true });
        _running = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Ends only by a fault: the outcome of a commit is not known, and nothing more may be written by this process.</summary>
    public Task Fatal => _fatal.Task;

    public void Enqueue(QueueItem item)
    {
        if (_queue.Writer.TryWrite(item))
        {
            Telemetry.QueueDepth.Add(1);
            return;
        }
        throw _stopping ? Stopping() : new RefusedException(ErrorReason.QueueFull, "Too many writes wait; try again later, with the same request_id.");
    }

    /// <summary>The same, once there is room.</summary>
    public async Task EnqueueAsync(QueueItem item, CancellationToken ct)
    {
        while (!_queue.Writer.TryWrite(item))
            if (!await _queue.Writer.WaitToWriteAsync(ct).ConfigureAwait(false))
                throw Stopping();
        Telemetry.QueueDepth.Add(1);
    }

    /// <summary>Refuses where the log takes no writes.</summary>
    public void CheckOpen()
    {
        if (_state() != LogState.Open)
            throw new RefusedException(ErrorReason.LogSealed, "The log was moved away, or is being moved here; write to where it is now, or wait.");
    }

    /// <summary>Takes nothing more, and finishes what waits.</summary>
    public async Task StopAsync()
    {
        _stopping = true;
        _queue.Writer.TryComplete();
        await _running.ConfigureAwait(false);
    }

    private void Run()
    {
        using var rows = new RowWriter(_connection);
        var items = new List<WriteItem>(Limits.GroupRequestsMax);
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            items.Clear();
            var entries = 0;
            MaintenanceItem? maintenance = null;
            while (items.Count < Limits.GroupRequestsMax && entries < GroupEntriesMax && maintenance is null && _queue.Reader.TryRead(out var item))
            {
                Telemetry.QueueDepth.Add(-1);
                if (item is MaintenanceItem work) maintenance = work;
                else if (item is WriteItem { IsAbandoned: false } write)
                {
                    items.Add(write);
                    entries += write.Steps.Count;
                }
            }
            if (items.Count > 0) Write(items, rows);
            if (maintenance is not null) Maintain(maintenance);
            if (Fatal.IsFaulted) break;
        }
        Drain();
    }

    private void Write(List<WriteItem> items, RowWriter rows)
    {
        try
        {
            CheckOpen();
            // A caller's cancellation does not un-record what is in a group.
            var group = new Group(_connection, _head.Value, RecordTime(), items, CancellationToken.None);
            foreach (var item in items) group.Decide(item, CancellationToken.None);
            if (group.Entries.Count > 0) _head.Publish(Commit(group.Entries, rows));
            group.Complete();
        }
        catch (RefusedException refused)
        {
            foreach (var item in items) item.Fail(refused);
        }
        catch (OutcomeUnknownException unknown)
        {
            Stop(unknown, items);
        }
        catch (Exception fault) when (items.Count > 1)
        {
            // One of them is at fault; nothing was written, so that each can be taken alone.
            StorageLog.GroupFailed(_logger, items.Count, fault);
            foreach (var item in items.ToList())
                if (!item.Done.IsCompleted && !Fatal.IsFaulted)
                    Write([item], rows);
        }
        catch (Exception fault)
        {
            StorageLog.RequestFailed(_logger, fault);
            items[0].Fail(fault);
        }
    }

    /// <summary>Now, but never before the last entry.</summary>
    private DateTimeOffset RecordTime()
    {
        var now = _time.GetUtcNow();
        // Whole microseconds, which every store can keep.
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        return _head.Value.RecordTime is { } last && last > now ? last : now;
    }

    private Head Commit(List<Entry> entries, RowWriter rows)
    {
        using var activity = Telemetry.Activities.StartActivity("commit");
        var started = _time.GetTimestamp();
        var head = _head.Value;
        var isCommitting = false;
        try
        {
            rows.Run("BEGIN IMMEDIATE");
            foreach (var entry in entries) head = JournalRows.Append(rows, head, entry);
            isCommitting = true;
            rows.Run("COMMIT");
            Telemetry.GroupSize.Record(entries.Count);
            Telemetry.CommitTime.Record(_time.GetElapsedTime(started).TotalSeconds);
            return head;
        }
        catch (SqliteException failed)
        {
            TryRollback();
            if (failed.SqliteErrorCode == SqliteFull) throw Full();
            if (failed.SqliteErrorCode == SqliteConstraint && !isCommitting) throw;
            throw new OutcomeUnknownException("A commit failed, and what is on the disk is not known.", failed);
        }
        catch
        {
            TryRollback();
            throw;
        }
    }

    private void TryRollback()
    {
        try
        {
            if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0) _connection.Execute(new CommandDefinition("ROLLBACK"));
        }
        catch (SqliteException failed)
        {
            throw new OutcomeUnknownException("A transaction could not be rolled back.", failed);
        }
    }

    private void Maintain(MaintenanceItem maintenance)
    {
        try
        {
            maintenance.Run();
        }
        catch (Exception failed)
        {
            Undo(maintenance, failed);
        }
    }

    private void Undo(MaintenanceItem maintenance, Exception failed)
    {
        try
        {
            TryRollback();
            if (failed is not RefusedException and not SqliteException { SqliteErrorCode: SqliteFull }) StorageLog.RequestFailed(_logger, failed);
            if (failed is OutcomeUnknownException unknown) Stop(unknown, [maintenance]);
            else maintenance.Fail(failed is SqliteException { SqliteErrorCode: SqliteFull } ? Full() : failed);
        }
        catch (OutcomeUnknownException unknown)
        {
            Stop(unknown, [maintenance]);
        }
    }

    /// <summary>Nothing more is written by this process.</summary>
    private void Stop(OutcomeUnknownException unknown, IEnumerable<QueueItem> items)
    {
        StorageLog.OutcomeUnknown(_logger, unknown.InnerException!);
        var refused = new RefusedException(ErrorReason.OutcomeUnknown, "Whether it was recorded is not known; send it again with the same request_id.");
        foreach (var item in items) item.Fail(refused);
        _fatal.TrySetException(unknown);
    }

    private static RefusedException Full() => new(ErrorReason.StorageFull, "The disk is full; nothing was recorded.");

    private static RefusedException Stopping() => new(ErrorReason.ShuttingDown, "The server is stopping.");

    /// <summary>What still waits was not taken up and is not recorded.</summary>
    private void Drain()
    {
        _stopping = true;
        _queue.Writer.TryComplete();
        var refused = Stopping();
        while (_queue.Reader.TryRead(out var item))
        {
            Telemetry.QueueDepth.Add(-1);
            item.Fail(refused);
        }
    }
}

/// <summary>A commit failed in a way that leaves open whether it is on the disk.</summary>
internal sealed class OutcomeUnknownException(string message, Exception innerException) : Exception(message, innerException);
