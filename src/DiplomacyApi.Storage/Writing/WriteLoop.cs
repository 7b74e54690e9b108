using DiplomacyApi.Domain;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Monitoring;
using DiplomacyApi.Storage.Watermarks;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Storage.Writing;

/// <summary>
/// The single writer, on a thread of its own: takes all that waits, has it decided and committed with one sync, and only then answered.
/// </summary>
internal sealed class WriteLoop : IAsyncDisposable
{
    /// <summary>A group takes no further request once it has so many entries to decide.</summary>
    private const int GroupEntriesMax = 2048;

    private readonly IWriteStore _store;
    private readonly WriteQueue _queue;
    private readonly CancellationTokenSource _deciding;
    private readonly Func<LogState> _state;
    private readonly ILogger _logger;
    private readonly WriterFault _fault;
    private readonly GroupWriter _groups;
    private readonly ExclusiveWriter _exclusives;
    private readonly List<WriteItem> _group = new(Limits.GroupRequestsMax);
    private QueueItem? _exclusive;
    private readonly Task _running;

    public WriteLoop(
        IWriteStore store, JournalOptions options, TimeProvider time, Watermark<Head> head, Func<LogState> state, Action onRewritten,
        ILogger logger)
    {
        (_store, _state, _logger) = (store, state, logger);
        _queue = new WriteQueue(options.QueueMax);
        _deciding = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _fault = new WriterFault(store, logger);
        var clock = new RecordClock(time, head.Value, options.AcceptClock, logger);
        _groups = new GroupWriter(store, head, clock, CheckOpen, _fault, PutBack, time, logger, _deciding.Token);
        _exclusives = new ExclusiveWriter(store, clock, CheckOpen, onRewritten, _fault, logger, _deciding.Token);
        _running = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>How much it keeps in memory from one group to the next.</summary>
    public int Kept => _groups.Kept;

    /// <summary>Ends only by a fault: the outcome of a commit is not known, and nothing more may be written by this process.</summary>
    public Task Fatal => _fault.Fatal;

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

    /// <summary>Ends the writing: what is on the disk is not known, or not to be relied on any more.</summary>
    public void Fail(Exception fault) => _fault.Set(fault);

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
            while (_queue.Wait() && !_fault.IsSet && !_deciding.IsCancellationRequested) TakeGroup();
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
        if (_group.Count > 0) _groups.Write(_group);
        if (_exclusive is not null) TakeExclusive(_exclusive);
        if (!_fault.IsSet) _store.Maintain();
    }

    private void TakeExclusive(QueueItem item)
    {
        if (_fault.IsSet)
        {
            item.Fail(WriterRefusals.Unknown());
            return;
        }
        _groups.Forget();
        if (item is ExclusiveItem one) _exclusives.Write(one);
        else if (item is MaintenanceItem work) _exclusives.Maintain(work);
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
