using DiplomacyApi.Domain;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Watching;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Storage.Searching;

/// <summary>Follows the log and indexes its words, behind the commits.</summary>
internal sealed class SearchWorker : IDisposable
{
    /// <summary>After a failure.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly SearchFile _file;
    private readonly Readers _readers;
    private readonly Mark<Head> _head;
    private readonly ILogger _logger;
    private readonly Mark<long> _reached;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    public SearchWorker(SearchFile file, Readers readers, Mark<Head> head, ILogger logger)
    {
        (_file, _readers, _head, _logger) = (file, readers, head, logger);
        _reached = new Mark<long>(file.Revision, revision => revision);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Up to which revision words can be found.</summary>
    public long Reached => _reached.Value;

    /// <summary>Ends once words up to a revision can be found; false where that takes too long.</summary>
    public async Task<bool> ReachAsync(long revision, TimeProvider time, CancellationToken ct)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var tooLong = Task.Delay(Limits.SearchWaitMax, time, ended.Token);
        while (Reached < revision && !tooLong.IsCompleted) await Task.WhenAny(_reached.PastAsync(Reached), tooLong).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        ct.ThrowIfCancellationRequested();
        return Reached >= revision;
    }

    /// <summary>Indexes nothing more. Its file is closed by <see cref="Dispose"/>, after those who read it.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _file.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            var head = _head.Value;
            var again = Timeout.InfiniteTimeSpan;
            try
            {
                while (_file.Revision < head.Revision && !_stopping.IsCancellationRequested) Step(head);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // Searches tell how far they see; it is tried again soon, as a full disk may have space then.
                again = Pause;
                StorageLog.SearchFailed(_logger, _file.Revision, failure);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await Task.WhenAny(_head.PastAsync(head.Revision), Task.Delay(again, _stopping.Token)).ConfigureAwait(false);
        }
    }

    private void Step(Head head)
    {
        using var lease = _readers.Lease(_stopping.Token);
        var (versions, through) = EntryReads.Versions(lease, head, _file.Revision);
        _file.Add(head.LogId, versions, through);
        _reached.Publish(through);
    }
}
