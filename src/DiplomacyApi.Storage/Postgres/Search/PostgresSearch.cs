using DiplomacyApi.Domain;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Monitoring;
using DiplomacyApi.Storage.Postgres.Reading;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Search;
using DiplomacyApi.Storage.Statements;
using DiplomacyApi.Storage.Watermarks;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace DiplomacyApi.Storage.Postgres.Search;

/// <summary>
/// The index that all servers of a log share. One at a time fills it, whoever comes first; the others look how far it is. Whatever is wrong
/// with it holds up nothing but searches, and is tried again until it is not.
/// </summary>
internal sealed class PostgresSearch : ISearchIndex
{
    /// <summary>After a failure; and how often it is looked whether another server has begun the index again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>How often it is looked how far another server is that fills the index now.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>How far words can be found where there is no index to find them in.</summary>
    private const long Nowhere = -1;

    private readonly PostgresDatabase _database;
    private readonly Readers _readers;
    private readonly Watermark<Head> _head;
    private readonly ILogger _logger;
    private readonly Watermark<long> _reached = new(Nowhere, revision => revision);
    private readonly Watermark<long> _cleared = new(0, revision => revision);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;
    private SearchTables? _tables;
    private Task _clearing = Task.CompletedTask;
    private bool _hasBegun;
    private volatile bool _isThere;
    private volatile bool _isFailing;

    /// <param name="database">Where the log and the index are.</param>
    /// <param name="readersMax">How many searches run at once, on connections of their own, so that no other read waits for them.</param>
    /// <param name="head">What is followed.</param>
    /// <param name="logger">Told of failures.</param>
    public PostgresSearch(PostgresDatabase database, int readersMax, Watermark<Head> head, ILogger logger)
    {
        (_database, _head, _logger) = (database, head, logger);
        _readers = new Readers(() => new PostgresReader(database), readersMax);
        _running = Task.Run(RunAsync);
    }

    public bool IsThere => _isThere;

    public long Reached => Math.Max(_reached.Value, 0);

    public long Cleared => _cleared.Value;

    public Task<bool> ReachAsync(long revision, TimeProvider time, CancellationToken ct) =>
        ReachAsync(_reached, revision, Limits.SearchWaitMax, time, ct);

    public Task<bool> ClearAsync(long revision, TimeProvider time, CancellationToken ct) =>
        ReachAsync(_cleared, revision, Limits.ErasureWaitMax, time, ct);

    public (FrozenPage Page, long Searched)? Find(
        IReadOnlyList<SearchTerm> terms, StatementCriteria criteria, Func<SqlText, string> more, ReadPoint point, int size, string? key,
        CancellationToken ct)
    {
        if (!_isThere) return null;
        try
        {
            return ReadAccess.Read<(FrozenPage, long)?>(_readers, lease =>
            {
                var mark = SearchMark.ReadFirst((NpgsqlConnection)lease.Connection);
                if (!mark.IsOfThisBuild || mark.LogId != _head.Value.LogId) return null;
                var page = StatementPages.Page(lease, criteria, point, size, key, sql =>
                {
                    sql.And(WordCondition.Of(terms, sql));
                    return more(sql);
                });
                return (page, Math.Min(mark.Revision, point.Revision));
            }, ct);
        }
        catch (PostgresException failed) when (IsDamage(failed))
        {
            return null;
        }
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        await _clearing.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _tables?.Dispose();
        _readers.Dispose();
    }

    /// <summary>Whether an error says that the index's tables are gone, or are not as they were written.</summary>
    private static bool IsDamage(Exception failed) => failed is PostgresException
    {
        SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedFile or PostgresErrorCodes.DataCorrupted
            or PostgresErrorCodes.IndexCorrupted,
    };

    private async Task<bool> ReachAsync(Watermark<long> mark, long revision, TimeSpan max, TimeProvider time, CancellationToken ct)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var tooLong = Task.Delay(max, time, ended.Token);
        while (mark.Value is var reached && reached < revision && !tooLong.IsCompleted && !(_isFailing && !_isThere))
            await Task.WhenAny(mark.WaitUntilPastAsync(reached), tooLong).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        ct.ThrowIfCancellationRequested();
        return mark.Value >= revision;
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
                if (IsDamage(failure)) Take(null);
                _tables?.Dispose();
                _tables = null;
                await Task.WhenAny(Task.Delay(Pause, _stopping.Token)).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Indexes up to a head, and waits until there is more to do.</summary>
    private async Task FollowAsync(Head head)
    {
        _tables ??= new SearchTables(_database);
        SearchMark mark;
        while (true)
        {
            (mark, var isOthers, var hasMore) = _tables.Step(isFirst: !_hasBegun);
            _hasBegun = true;
            Take(mark);
            if (!hasMore || (isOthers && (mark.Revision >= head.Revision || !mark.IsOfThisBuild))) break;
            if (isOthers) await Task.Delay(LookInterval, _stopping.Token).ConfigureAwait(false);
            _stopping.Token.ThrowIfCancellationRequested();
        }
        _isFailing = false;
        var isOwed = mark.IsClearingOwed && !_database.IsReadOnly;
        if (isOwed && _clearing.IsCompleted) _clearing = ClearAsync();
        var mayBeElse = isOwed ? _clearing : Task.Delay(Pause, _stopping.Token);
        await Task.WhenAny(_head.WaitUntilPastAsync(head.Revision), mayBeElse).WaitAsync(_stopping.Token).ConfigureAwait(false);
        // What is written meanwhile is indexed with it, in one transaction.
        await Task.Delay(Limits.GatherTime, _stopping.Token).ConfigureAwait(false);
    }

    /// <summary>Ends where it is to be looked again what there is to clear.</summary>
    private async Task ClearAsync()
    {
        var pause = Limits.ClearingRetryInterval;
        try
        {
            if (await SearchClearing.TryRunAsync(_database, _stopping.Token).ConfigureAwait(false)) return;
        }
        catch (Exception failure) when (!_stopping.IsCancellationRequested)
        {
            StorageLog.SearchClearingFailed(_logger, Cleared, failure);
            pause = Pause;
        }
        catch
        {
            // What is left is cleared by another server, or at the next start.
        }
        await Task.WhenAny(Task.Delay(pause, _stopping.Token)).ConfigureAwait(false);
    }

    /// <summary>Publishes how far the index is; null: there is none.</summary>
    private void Take(SearchMark? mark)
    {
        _isThere = mark?.IsOfThisBuild == true;
        var reached = _isThere ? mark!.Revision : Nowhere;
        if (reached != _reached.Value) _reached.Publish(reached);
        var cleared = mark is null ? 0 : mark.IsClearingOwed ? mark.Cleared : mark.Revision;
        if (cleared != _cleared.Value) _cleared.Publish(cleared);
    }
}
