using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Monitoring;
using DiplomacyApi.Storage.Watermarks;
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

    private readonly IWriteStore _store;
    private readonly WriteQueue _queue;
    private readonly CancellationTokenSource _deciding;
    private readonly TimeProvider _time;
    private readonly Watermark<Head> _head;
    private readonly Func<LogState> _state;
    private readonly Action _onRewritten;
    private readonly ILogger _logger;
    private readonly RecordClock _clock;
    private readonly List<WriteItem> _group = new(Limits.GroupRequestsMax);
    private Workspace? _workspace;
    private volatile int _kept;
    private QueueItem? _exclusive;
    private readonly TaskCompletionSource _fatal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _running;

    public WriteLoop(
        IWriteStore store, JournalOptions options, TimeProvider time, Watermark<Head> head, Func<LogState> state, Action onRewritten,
        ILogger logger)
    {
        (_store, _time, _head, _state, _onRewritten, _logger) = (store, time, head, state, onRewritten, logger);
        _clock = new RecordClock(time, head.Value, options.AcceptClock, logger);
        _queue = new WriteQueue(options.QueueMax);
        _deciding = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _running = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>How much it keeps in memory from one group to the next.</summary>
    public int Kept => _kept;

    /// <summary>Ends only by a fault: the outcome of a commit is not known, and nothing more may be written by this process.</summary>
    public Task Fatal => _fatal.Task;

    public void Enqueue(QueueItem item)
    {
        _queue.Add(item);
        Telemetry.Queued(1, _logger);
    }

    /// <summary>The same, once there is room.</summary>
    public async Task EnqueueAsync(QueueItem item, CancellationToken ct)
    {
        await _queue.AddAsync(item, ct).ConfigureAwait(false);
        Telemetry.Queued(1, _logger);
    }

    /// <summary>Refuses where the log takes no writes.</summary>
    public void CheckOpen()
    {
        if (_state() != LogState.Open) throw WriterRefusals.Sealed();
    }

    /// <summary>What is not being committed after a time is refused: a group may be costly to decide.</summary>
    public void StopDecidingAfter(TimeSpan time) => _deciding.CancelAfter(time);

    /// <summary>Takes nothing more, and finishes what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _running.ConfigureAwait(false);
        _store.Dispose();
        _deciding.Dispose();
    }

    private void Run()
    {
        try
        {
            while (_queue.Wait() && !Fatal.IsFaulted && !_deciding.IsCancellationRequested) TakeGroup();
        }
        catch (Exception fault)
        {
            Fail(fault);
            foreach (var item in _group) item.Fail(WriterRefusals.Unknown());
            _exclusive?.Fail(WriterRefusals.Unknown());
        }
        Drain();
    }

    private void TakeGroup()
    {
        _group.Clear();
        _exclusive = null;
        var entries = 0;
        while (_group.Count < Limits.GroupRequestsMax && entries < GroupEntriesMax && _exclusive is null && _queue.Take() is { } item)
        {
            Telemetry.Queued(-1, _logger);
            if (item is WriteItem write)
            {
                _group.Add(write);
                entries += write.Entries;
            }
            else
            {
                _exclusive = item;
            }
        }
        if (_group.Count > 0) Write(_group);
        if (Fatal.IsFaulted) _exclusive?.Fail(WriterRefusals.Unknown());
        else if (_exclusive is ExclusiveItem one) WriteExclusive(one);
        else if (_exclusive is MaintenanceItem work) Maintain(work);
        if (!Fatal.IsFaulted) _store.Maintain();
    }

    private void Write(List<WriteItem> items)
    {
        var isCommitted = false;
        try
        {
            CheckOpen();
            var group = GroupAfter(_head.Value);
            var (begun, started) = (_time.GetUtcNow(), _time.GetTimestamp());
            Answer(group, items);
            Head? made = null;
            if (items.Count > 0)
                made = _store.Run((transaction, head) =>
                {
                    CheckOpen();
                    if (head != group.Head)
                    {
                        // Another server has written meanwhile: what was kept may be behind, and a request may be a repeat of one recorded
                        // there.
                        group = GroupAfter(head);
                        Answer(group, items);
                    }
                    Decide(group, items);
                    (begun, started) = (_time.GetUtcNow(), _time.GetTimestamp());
                    return group.Entries.Count > 0 ? group.Entries.Aggregate(head, transaction.Append) : null;
                });
            isCommitted = made is not null;
            _workspace = group.Workspace;
            if (made is not null) _workspace.MoveTo(made);
            _kept = _workspace.Count;
            group.Complete();
            if (isCommitted) Telemetry.Committed(group.Entries.Count, begun, _time.GetElapsedTime(started), _logger);
        }
        catch (Exception fault) when (isCommitted || IsUnknown(fault))
        {
            Fail(fault);
            foreach (var item in items) item.Fail(WriterRefusals.Unknown());
        }
        catch (OperationCanceledException) when (_deciding.IsCancellationRequested)
        {
            foreach (var item in items) item.Fail(WriterRefusals.Stopping());
        }
        catch (Exception fault) when (_store.OutcomeOf(fault) is RefusedException refused)
        {
            foreach (var item in items) item.Fail(refused.Copy());
        }
        catch (Exception fault)
        {
            WriteEach(items, fault);
        }
    }

    /// <summary>A group that is decided on a head, with what is kept from the last one where that was on the same.</summary>
    private Group GroupAfter(Head head)
    {
        var workspace = _workspace?.CanGoOnFrom(head) == true ? _workspace : new Workspace(_store.Transaction, head);
        // Whatever is thrown from here on, it may hold what is not committed.
        _workspace = null;
        return new Group(_store.Transaction, workspace, head, _clock.After(head));
    }

    /// <summary>Answers those that need no transaction, and leaves the others.</summary>
    private void Answer(Group group, List<WriteItem> items)
    {
        for (var index = 0; index < items.Count; index++)
        {
            if (group.IsFull) PutBack(items, index);
            else if (!items[index].IsAbandoned) group.TryAnswer(items[index], _deciding.Token);
        }
        items.RemoveAll(item => item.Done.IsCompleted);
    }

    private void Decide(Group group, List<WriteItem> items)
    {
        group.Load(items, _deciding.Token);
        for (var index = 0; index < items.Count; index++)
        {
            // The first comes in any case: those that only validate may have taken all the room.
            if (index > 0 && group.IsFull) PutBack(items, index);
            // A caller that goes away later does not un-record what was decided.
            else if (!items[index].IsAbandoned) group.Decide(items[index], _deciding.Token);
        }
    }

    /// <summary>What a group has no room for comes in another one, in turn with what others sent meanwhile.</summary>
    private void PutBack(List<WriteItem> items, int from)
    {
        List<QueueItem> rest = [.. items.Skip(from)];
        if (_exclusive is not null) rest.Add(_exclusive);
        _queue.PutBack(rest);
        items.RemoveRange(from, items.Count - from);
        _exclusive = null;
        Telemetry.Queued(rest.Count, _logger);
    }

    /// <summary>One request of a group is at fault; nothing was written, so that each can be taken alone.</summary>
    private void WriteEach(List<WriteItem> items, Exception fault)
    {
        try
        {
            _store.CheckHead();
        }
        catch (Exception unknown)
        {
            Fail(unknown);
        }
        if (items.Count > 1) StorageLog.GroupFailed(_logger, items.Count, fault);
        else StorageLog.RequestFailed(_logger, fault);
        foreach (var item in items.ToList())
        {
            if (Fatal.IsFaulted) item.Fail(WriterRefusals.Unknown());
            else if (items.Count == 1) item.Fail(fault);
            else if (!item.Done.IsCompleted) Write([item]);
        }
    }

    private void WriteExclusive(ExclusiveItem item)
    {
        _workspace = null;
        try
        {
            CheckOpen();
            _store.Run(
                (transaction, head) =>
                {
                    CheckOpen();
                    return item.Write(transaction, head, _clock.After(head).RecordTime, _deciding.Token);
                },
                _onRewritten);
            item.Complete();
        }
        catch (Exception fault) when (IsUnknown(fault))
        {
            Fail(fault);
            item.Fail(WriterRefusals.Unknown());
        }
        catch (OperationCanceledException) when (_deciding.IsCancellationRequested)
        {
            item.Fail(WriterRefusals.Stopping());
        }
        catch (Exception failed)
        {
            if (failed is not RefusedException) StorageLog.RequestFailed(_logger, failed);
            item.Fail(failed);
        }
    }

    /// <summary>Whether it leaves open what is on the disk, or whether this process can go on at all.</summary>
    private bool IsUnknown(Exception fault) => fault is OutOfMemoryException || _store.OutcomeOf(fault) is OutcomeUnknownException;

    /// <summary>Ends the writing: what is on the disk is not known, or not to be relied on any more.</summary>
    public void Fail(Exception fault)
    {
        _fatal.TrySetException(fault);
        StorageLog.OutcomeUnknown(_logger, fault is OutcomeUnknownException ? fault.InnerException! : fault);
    }

    private void Maintain(MaintenanceItem maintenance)
    {
        _workspace = null;
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
        var outcome = _store.OutcomeOf(failed);
        try
        {
            _store.Rollback();
        }
        catch (OutcomeUnknownException unknown)
        {
            outcome = unknown;
        }
        if (IsUnknown(outcome)) Fail(outcome);
        else if (outcome is not RefusedException) StorageLog.RequestFailed(_logger, outcome);
        maintenance.Fail(IsUnknown(outcome) ? WriterRefusals.Unknown() : outcome);
    }

    /// <summary>What still waits was not taken up and is not recorded.</summary>
    private void Drain()
    {
        _queue.Close();
        while (_queue.Take() is { } item)
        {
            Telemetry.Queued(-1, _logger);
            item.Fail(WriterRefusals.Stopping());
        }
    }
}
