using System.Threading.Channels;
using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Recording;
using DiplomacyApi.Storage.Sqlite;
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

    private readonly SqliteFile _file;
    private readonly SqliteConnection _connection;
    private readonly Channel<QueueItem> _queue;
    private readonly TimeProvider _time;
    private readonly Mark<Head> _head;
    private readonly Func<LogState> _state;
    private readonly Action _onRewritten;
    private readonly ILogger _logger;
    private readonly Checkpoints _checkpoints;
    private readonly TaskCompletionSource _fatal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _running;
    private volatile bool _stopping;

    public WriteLoop(
        SqliteFile file, SqliteConnection connection, Checkpoints checkpoints, int queueMax, TimeProvider time, Mark<Head> head, Func<LogState> state, Action onRewritten, ILogger logger)
    {
        (_file, _connection, _checkpoints, _time, _head, _state, _onRewritten, _logger) = (file, connection, checkpoints, time, head, state, onRewritten, logger);
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
        throw _stopping ? Stopping() : new RefusedException(ErrorReason.QueueFull, "Too many writes wait; try again later, with the same request_id.") { RetryAfter = Limits.PlaceDelay };
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

    /// <summary>Ends the writing: the file is not to be relied on any more.</summary>
    public void Fail(OutcomeUnknownException unknown)
    {
        StorageLog.OutcomeUnknown(_logger, unknown.InnerException!);
        _fatal.TrySetException(unknown);
    }

    private void Run()
    {
        using var rows = new RowWriter(_connection);
        var items = new List<WriteItem>(Limits.GroupRequestsMax);
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            items.Clear();
            var entries = 0;
            QueueItem? alone = null;
            while (items.Count < Limits.GroupRequestsMax && entries < GroupEntriesMax && alone is null && _queue.Reader.TryRead(out var item))
            {
                Telemetry.QueueDepth.Add(-1);
                if (item is not WriteItem write) alone = item;
                else if (!write.IsAbandoned)
                {
                    items.Add(write);
                    entries += write.Steps.Count;
                }
            }
            if (items.Count > 0) Write(items, rows);
            if (Fatal.IsFaulted) alone?.Fail(Unknown());
            else if (alone is AloneItem one) WriteAlone(one, rows);
            else if (alone is MaintenanceItem work) Maintain(work);
            if (!Fatal.IsFaulted) Checkpoint();
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
            var group = new Group(_connection, _head.Value, Times.Recorded(_time, _head.Value), items, CancellationToken.None);
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
            Fail(unknown);
            foreach (var item in items) item.Fail(Unknown());
        }
        catch (SqliteException broken) when (Outcomes.IsBroken(broken))
        {
            Fail(new OutcomeUnknownException("What is in the database cannot be read.", broken));
            foreach (var item in items) item.Fail(Unknown());
        }
        catch (Exception fault) when (items.Count > 1)
        {
            // One of them is at fault; nothing was written, so that each can be taken alone.
            StorageLog.GroupFailed(_logger, items.Count, fault);
            foreach (var item in items.ToList())
            {
                if (Fatal.IsFaulted) item.Fail(Unknown());
                else if (!item.Done.IsCompleted) Write([item], rows);
            }
        }
        catch (Exception fault)
        {
            StorageLog.RequestFailed(_logger, fault);
            items[0].Fail(fault);
        }
    }

    private Head Commit(List<Entry> entries, RowWriter rows)
    {
        using var activity = Telemetry.Activities.StartActivity("commit");
        var started = _time.GetTimestamp();
        var head = Transact(rows, () => entries.Aggregate(_head.Value, (before, entry) => JournalRows.Append(rows, before, entry)));
        Telemetry.GroupSize.Record(entries.Count);
        Telemetry.CommitTime.Record(_time.GetElapsedTime(started).TotalSeconds);
        return head!;
    }

    /// <summary>Runs work in one transaction, which is committed with a sync; undone where it gives null, or fails.</summary>
    private Head? Transact(RowWriter rows, Func<Head?> work)
    {
        var isCommitting = false;
        try
        {
            rows.Run("BEGIN IMMEDIATE");
            var head = work();
            isCommitting = true;
            rows.Run(head is null ? "ROLLBACK" : "COMMIT");
            if (head is not null) _file.CheckInPlace();
            return head;
        }
        catch (SqliteException failed)
        {
            TryRollback();
            throw Outcomes.Of(failed, isCommitting);
        }
        catch
        {
            TryRollback();
            throw;
        }
    }

    private void WriteAlone(AloneItem item, RowWriter rows)
    {
        try
        {
            CheckOpen();
            if (Transact(rows, () => item.Write(_connection, rows, _head.Value, Times.Recorded(_time, _head.Value))) is { } head)
            {
                _onRewritten();
                _head.Publish(head);
            }
            item.Complete();
        }
        catch (OutcomeUnknownException unknown)
        {
            Fail(unknown);
            item.Fail(Unknown());
        }
        catch (Exception failed)
        {
            if (failed is not RefusedException) StorageLog.RequestFailed(_logger, failed);
            item.Fail(failed);
        }
    }

    private void Checkpoint()
    {
        try
        {
            _checkpoints.Advance();
        }
        catch (OutcomeUnknownException failed)
        {
            Fail(failed);
        }
    }

    private static RefusedException Unknown() =>
        new(ErrorReason.OutcomeUnknown, "Whether it was recorded is not known; send it again with the same request_id.");

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
        var told = failed is SqliteException error ? Outcomes.Of(error, isCommitting: false) : failed;
        try
        {
            TryRollback();
        }
        catch (OutcomeUnknownException unknown)
        {
            told = unknown;
        }
        if (told is OutcomeUnknownException fatal) Fail(fatal);
        else if (told is not RefusedException) StorageLog.RequestFailed(_logger, told);
        maintenance.Fail(told is OutcomeUnknownException ? Unknown() : told);
    }

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
