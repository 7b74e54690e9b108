using System.Threading.Channels;
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
internal sealed class WriteLoop : IAsyncDisposable
{
    /// <summary>A group takes no further request once it has so many entries to decide.</summary>
    private const int GroupEntriesMax = 2048;

    private readonly SqliteConnection _connection;
    private readonly Channel<QueueItem> _queue;
    private readonly TimeProvider _time;
    private readonly Mark<Head> _head;
    private readonly Func<LogState> _state;
    private readonly Action _onRewritten;
    private readonly ILogger _logger;
    private readonly Checkpoints _checkpoints;
    private readonly RowWriter _rows;
    private readonly Commits _commits;
    private readonly List<WriteItem> _group = new(Limits.GroupRequestsMax);
    private QueueItem? _alone;
    private readonly TaskCompletionSource _fatal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _running;
    private volatile bool _stopping;

    public WriteLoop(
        SqliteFile file, SqliteConnection connection, Checkpoints checkpoints, JournalOptions options, TimeProvider time, Mark<Head> head, Func<LogState> state,
        Action onRewritten, ILogger logger)
    {
        (_connection, _checkpoints, _time, _head, _state, _onRewritten, _logger) = (connection, checkpoints, time, head, state, onRewritten, logger);
        _rows = new RowWriter(connection);
        _commits = new Commits(file, connection, _rows, head);
        _queue = Channel.CreateBounded<QueueItem>(new BoundedChannelOptions(options.QueueMax) { SingleReader = true });
        _running = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Ends only by a fault: the outcome of a commit is not known, and nothing more may be written by this process.</summary>
    public Task Fatal => _fatal.Task;

    public void Enqueue(QueueItem item)
    {
        if (_queue.Writer.TryWrite(item))
        {
            Telemetry.Queued(1, _logger);
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
        Telemetry.Queued(1, _logger);
    }

    /// <summary>Refuses where the log takes no writes.</summary>
    public void CheckOpen()
    {
        if (_state() != LogState.Open)
            throw new RefusedException(ErrorReason.LogSealed, "The log was moved away, or is being moved here; write to where it is now, or wait.");
    }

    /// <summary>Takes nothing more, and finishes what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        _queue.Writer.TryComplete();
        await _running.ConfigureAwait(false);
        _rows.Dispose();
    }

    private void Run()
    {
        try
        {
            while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult() && !Fatal.IsFaulted) TakeGroup();
        }
        catch (Exception fault)
        {
            Fail(fault);
            foreach (var item in _group) item.Fail(Unknown());
            _alone?.Fail(Unknown());
        }
        Drain();
    }

    private void TakeGroup()
    {
        _group.Clear();
        _alone = null;
        var entries = 0;
        while (_group.Count < Limits.GroupRequestsMax && entries < GroupEntriesMax && _alone is null && _queue.Reader.TryRead(out var item))
        {
            if (item is not WriteItem write)
            {
                _alone = item;
            }
            else if (!write.IsAbandoned)
            {
                _group.Add(write);
                entries += write.Steps.Count;
            }
            Telemetry.Queued(-1, _logger);
        }
        if (_group.Count > 0) Write(_group);
        if (Fatal.IsFaulted) _alone?.Fail(Unknown());
        else if (_alone is AloneItem one) WriteAlone(one);
        else if (_alone is MaintenanceItem work) Maintain(work);
        if (!Fatal.IsFaulted) Checkpoint();
    }

    private void Write(List<WriteItem> items)
    {
        var isCommitted = false;
        try
        {
            CheckOpen();
            // A caller's cancellation does not un-record what is in a group.
            var group = new Group(_connection, _head.Value, Times.Recorded(_time, _head.Value), items, CancellationToken.None);
            foreach (var item in items) group.Decide(item, CancellationToken.None);
            var (begun, started) = (_time.GetUtcNow(), _time.GetTimestamp());
            isCommitted = group.Entries.Count > 0
                && _commits.Run(() => group.Entries.Aggregate(_head.Value, (before, entry) => JournalRows.Append(_rows, before, entry)));
            group.Complete();
            if (isCommitted) Telemetry.Committed(group.Entries.Count, begun, _time.GetElapsedTime(started), _logger);
        }
        catch (Exception fault) when (isCommitted || IsUnknown(fault))
        {
            Fail(fault);
            foreach (var item in items) item.Fail(Unknown());
        }
        catch (RefusedException refused)
        {
            foreach (var item in items) item.Fail(refused.Copy());
        }
        catch (Exception fault)
        {
            WriteEach(items, fault);
        }
    }

    /// <summary>One request of a group is at fault; nothing was written, so that each can be taken alone.</summary>
    private void WriteEach(List<WriteItem> items, Exception fault)
    {
        try
        {
            _commits.CheckHead();
        }
        catch (Exception unknown)
        {
            Fail(unknown);
        }
        if (items.Count > 1) StorageLog.GroupFailed(_logger, items.Count, fault);
        else StorageLog.RequestFailed(_logger, fault);
        foreach (var item in items.ToList())
        {
            if (Fatal.IsFaulted) item.Fail(Unknown());
            else if (items.Count == 1) item.Fail(fault);
            else if (!item.Done.IsCompleted) Write([item]);
        }
    }

    private void WriteAlone(AloneItem item)
    {
        try
        {
            CheckOpen();
            _commits.Run(() => item.Write(_connection, _rows, _head.Value, Times.Recorded(_time, _head.Value)), _onRewritten);
            item.Complete();
        }
        catch (Exception fault) when (IsUnknown(fault))
        {
            Fail(fault);
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

    /// <summary>Whether it leaves open what is on the disk, or whether this process can go on at all.</summary>
    private static bool IsUnknown(Exception fault) =>
        fault is OutcomeUnknownException or OutOfMemoryException || (fault is SqliteException failed && Outcomes.IsBroken(failed));

    /// <summary>Ends the writing: what is on the disk is not known, or not to be relied on any more.</summary>
    public void Fail(Exception fault)
    {
        _fatal.TrySetException(fault);
        StorageLog.OutcomeUnknown(_logger, fault is OutcomeUnknownException ? fault.InnerException! : fault);
    }

    private static RefusedException Unknown() =>
        new(ErrorReason.OutcomeUnknown, "Whether it was recorded is not known; send it again with the same request_id.");

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
            _commits.Rollback();
        }
        catch (OutcomeUnknownException unknown)
        {
            told = unknown;
        }
        if (IsUnknown(told)) Fail(told);
        else if (told is not RefusedException) StorageLog.RequestFailed(_logger, told);
        maintenance.Fail(IsUnknown(told) ? Unknown() : told);
    }

    private static RefusedException Stopping() => new(ErrorReason.ShuttingDown, "The server is stopping.");

    /// <summary>What still waits was not taken up and is not recorded.</summary>
    private void Drain()
    {
        _stopping = true;
        _queue.Writer.TryComplete();
        while (_queue.Reader.TryRead(out var item))
        {
            Telemetry.Queued(-1, _logger);
            item.Fail(Stopping());
        }
    }
}
