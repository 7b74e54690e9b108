using DiplomacyApi.Domain;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Monitoring;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Search;
using DiplomacyApi.Storage.Sqlite.Files;
using DiplomacyApi.Storage.Statements;
using DiplomacyApi.Storage.Watching;
using DiplomacyApi.Storage.Watermarks;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Storage.Sqlite.Search;

/// <summary>
/// Follows the log and indexes its words, behind the commits. Whatever is wrong with its file holds up nothing but searches, and is tried
/// again until it is not.
/// </summary>
internal sealed class SearchWorker : ISearchIndex
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

    public bool IsThere => _file is not null;

    public long Reached => Math.Max(_reached.Value, 0);

    public long Cleared => _file is { IsClear: false } ? 0 : Reached;

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

    /// <summary>Words are taken out before the mark is moved.</summary>
    public Task<bool> ClearAsync(long revision, TimeProvider time, CancellationToken ct) => ReachAsync(revision, time, ct);

    public (FrozenPage Page, long Searched)? Find(
        IReadOnlyList<SearchTerm> terms, StatementCriteria criteria, Func<SqlText, string> more, ReadPoint point, int size, string? key,
        CancellationToken ct)
    {
        if (_file is not { } file) return null;
        var (searched, words) = (Math.Min(Reached, point.Revision), MatchText.Of(terms));
        try
        {
            var page = ReadAccess.Read(file.Readers, lease => StatementPages.Page(lease, criteria, point, size, key, sql =>
            {
                sql.And($"""
                    (s.revision, s.rev_from) IN (
                      SELECT place.revision, place.rev_from FROM search.words JOIN search.places place ON place.id = words.rowid WHERE words MATCH {sql.Value(words)})
                    """);
                return more(sql);
            }), ct);
            // A connection that was opened meanwhile may see another file, which holds less.
            return _file == file ? (page, searched) : null;
        }
        catch (SqliteException)
        {
            if (_file == file && file.IsWhole(ct)) throw;
            file.Doubt();
            return null;
        }
    }

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
        var (versions, through) = EntryReads.Versions(lease.Prepared, head, file.Revision);
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
