using System.Threading.Channels;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Monitoring;
using DiplomacyApi.Storage.Watermarks;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Storage.Writing;

/// <summary>
/// Takes what was erased out of the journal's files, after the commit that erased it: the write-ahead log is cut, and what is not in use in
/// the database's pages is overwritten. It goes in steps between the writes; while a long read needs the log, it tries again at intervals.
/// </summary>
internal sealed class Clearing : IAsyncDisposable
{
    private readonly WriteLoop _loop;
    private readonly IScrubber _scrubber;
    private readonly Watermark<Head> _head;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Watermark<long> _cleared = new(0, revision => revision);
    private readonly Channel<bool> _asked =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;
    private volatile bool _isOwed;
    private int _asks;

    public Clearing(WriteLoop loop, IScrubber scrubber, Watermark<Head> head, TimeProvider time, ILogger logger, bool isOwed)
    {
        (_loop, _scrubber, _head, _time, _logger) = (loop, scrubber, head, time, logger);
        if (isOwed) Ask();
        _running = Task.Run(RunAsync);
    }

    /// <summary>Of what was erased up to here, no word is left in the journal's files.</summary>
    public long Revision => _isOwed ? _cleared.Value : _head.Value.Revision;

    /// <summary>Something was erased, here or by another server. To be called before the head is published.</summary>
    public void Ask()
    {
        Interlocked.Increment(ref _asks);
        _isOwed = true;
        _asked.Writer.TryWrite(true);
    }

    /// <summary>Ends once what was erased up to a revision is gone; false where that takes too long.</summary>
    public async Task<bool> ReachAsync(long revision, CancellationToken ct)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var tooLong = Task.Delay(Limits.ErasureWaitMax, _time, ended.Token);
        while (_cleared.Value is var cleared && Revision < revision && !tooLong.IsCompleted && !_running.IsCompleted)
            await Task.WhenAny(_cleared.WaitUntilPastAsync(cleared), tooLong, _running).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        ct.ThrowIfCancellationRequested();
        return Revision >= revision;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await foreach (var _ in _asked.Reader.ReadAllAsync(_stopping.Token).ConfigureAwait(false))
                await PassAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // What is left is cleared at the next start.
        }
        catch (RefusedException)
        {
            // Nothing is written any more.
        }
        catch (Exception failed)
        {
            StorageLog.ClearingFailed(_logger, Revision, failed);
        }
    }

    /// <summary>Goes through the whole database once.</summary>
    private async Task PassAsync()
    {
        var (place, asks, target) = (0L, 0, 0L);
        while (place != IScrubber.End)
        {
            var before = place;
            var isTaken = await TryAsync(new MaintenanceItem(() =>
            {
                if (place == 0) (asks, target) = (_asks, _head.Value.Revision);
                place = _scrubber.Run(place, Limits.ScrubBytes);
                if (place == IScrubber.End) Reach(target, asks);
            })).ConfigureAwait(false);
            if (!isTaken || place == before) await Task.Delay(Limits.ClearingRetryInterval, _time, _stopping.Token).ConfigureAwait(false);
        }
    }

    private void Reach(long target, int asks)
    {
        _isOwed = asks != _asks;
        _cleared.Publish(target);
    }

    /// <summary>False: another program holds the file, and it is to be tried again.</summary>
    private async Task<bool> TryAsync(MaintenanceItem step)
    {
        try
        {
            await _loop.EnqueueAsync(step, _stopping.Token).ConfigureAwait(false);
            await step.Done.WaitAsync(_stopping.Token).ConfigureAwait(false);
            return true;
        }
        catch (RefusedException refused) when (refused.Reason is not (ErrorReason.ShuttingDown or ErrorReason.OutcomeUnknown))
        {
            return false;
        }
    }
}
