using DiplomacyApi.Domain;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Monitoring;
using DiplomacyApi.Storage.Sqlite.Files;
using DiplomacyApi.Storage.Sqlite.Reading;
using DiplomacyApi.Storage.Sqlite.Watching;
using DiplomacyApi.Storage.Watermarks;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Storage.Sqlite.Search;

/// <summary>
/// Follows the log and indexes its words, behind the commits. Whatever is wrong with its file holds up nothing but searches, and is tried
/// again until it is not.
/// </summary>
internal sealed class SearchWorker : IDisposable
{
    /// <summary>After a failure.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>How far words can be found where there is no file to find them in.</summary>
    private const long Nowhere = -1;

    private readonly SqliteFile _journal;
    private readonly int _readersMax;
    private readonly Readers _readers;
    private readonly Watermark<Head> _head;
    private readonly ILogger _logger;
    private readonly Watermark<long> _reached = new(Nowhere, revision => revision);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;
    private volatile SearchFile? _file;
    private volatile bool _isFailing;

    public SearchWorker(SqliteFile journal, int readersMax, Readers readers, Watermark<Head> head, ILogger logger)
    {
        (_journal, _readersMax, _readers, _head, _logger) = (journal, readersMax, readers, head, logger);
        _running = Task.Run(RunAsync);
    }

    /// <summary>The file that words are found in; null while there is none that can be used.</summary>
    public SearchFile? File => _file;

    /// <summary>Up to which revision words can be found.</summary>
    public long Reached => Math.Max(_reached.Value, 0);

    /// <summary>Up to which revision no word that was erased is left in the file.</summary>
    public long Cleared => _file is { IsClear: false } ? 0 : Reached;

    /// <summary>Ends once words up to a revision can be found; false where that takes too long, or none can be until something is mended.</summary>
    public async Task<bool> ReachAsync(long revision, TimeProvider time, CancellationToken ct)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var tooLong = Task.Delay(Limits.SearchWaitMax, time, ended.Token);
        while (_reached.Value is var reached && reached < revision && !tooLong.IsCompleted && !(_isFailing && _file is null))
            await Task.WhenAny(_reached.WaitUntilPastAsync(reached), tooLong).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        ct.ThrowIfCancellationRequested();
        return _reached.Value >= revision;
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
        _file?.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(_head.Value).ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                if (_stopping.IsCancellationRequested) return;
                // One that lasts is told once.
                if (!_isFailing) StorageLog.SearchFailed(_logger, Reached, failure);
                _isFailing = true;
                if (_file is null) _reached.Publish(Nowhere);
                await Task.WhenAny(Task.Delay(Pause, _stopping.Token)).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Indexes up to a head, and waits until there is more to do.</summary>
    private async Task FollowAsync(Head head)
    {
        var file = _file is { Doubted.IsCompleted: false } open ? open : Open(head);
        while (!_stopping.IsCancellationRequested && (file.Revision < head.Revision || !file.IsClear))
            if (!Step(file, head)) await Task.Delay(Limits.ClearingRetryInterval, _stopping.Token).ConfigureAwait(false);
        _isFailing = false;
        await Task.WhenAny(_head.WaitUntilPastAsync(head.Revision), file.Doubted).WaitAsync(_stopping.Token).ConfigureAwait(false);
        // What is written meanwhile is indexed with it, in one transaction.
        await Task.Delay(Limits.GatherTime, _stopping.Token).ConfigureAwait(false);
    }

    private SearchFile Open(Head head)
    {
        var doubted = _file;
        _file = null;
        _reached.Publish(Nowhere);
        doubted?.Dispose();
        var file = SearchFile.Open(_journal, _readersMax, head, _stopping.Token);
        _file = file;
        _reached.Publish(file.Revision);
        return file;
    }

    /// <summary>False: it is to be tried again later.</summary>
    private bool Step(SearchFile file, Head head)
    {
        using var lease = _readers.Lease(_stopping.Token);
        var (versions, through) = EntryReads.Versions(lease, head, file.Revision);
        try
        {
            if (!file.TryAdd(head.LogId, versions, through)) return false;
        }
        catch (SqliteException damaged) when (SearchFile.IsDamage(damaged))
        {
            file.Doubt();
            throw;
        }
        _reached.Publish(through);
        return true;
    }
}
