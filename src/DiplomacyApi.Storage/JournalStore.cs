using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Storage.Import;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Monitoring;
using DiplomacyApi.Storage.Postgres;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Search;
using DiplomacyApi.Storage.Sqlite;
using DiplomacyApi.Storage.Stores;
using DiplomacyApi.Storage.Transfer;
using DiplomacyApi.Storage.Watching;
using DiplomacyApi.Storage.Writing;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Storage;

/// <summary>One log in a store: its head, its single writer, and the queries over it.</summary>
public sealed class JournalStore : IAsyncDisposable
{
    private readonly IStore _store;
    private readonly IWriteStore _writes;
    private readonly WriteLoop _loop;
    private readonly Readers _readers;
    private readonly ISearchIndex _search;
    private readonly IStoreWatch _watch;
    private readonly Clearing _clearing;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly PublishedLog _log;
    private readonly WorkProgress? _progress;
    private int _closed;

    private JournalStore(IStore store, JournalOptions options, TimeProvider time, ILogger logger)
    {
        (_store, _progress, _time, _logger) = (store, options.Progress, time, logger);
        using (var reader = store.OpenReader()) _log = new PublishedLog(store.Head, store.State, Epochs.Read(reader.Connection));
        _readers = new Readers(store.OpenReader, options.ReadersMax);
        _search = store.OpenSearch(_readers, _log.Heads);
        _writes = store.OpenWriter(_log);
        _loop = new WriteLoop(_writes, options, time, _log.Heads, () => State, OnRewritten, logger);
        _clearing = new Clearing(_loop, store.OpenScrubber(), _log.Heads, time, logger, store.IsClearingOwed);
        Writer = new Writer(_loop, () => Head, ClearedAsync);
        Queries = new Queries(_readers, () => Head, () => State, () => Epochs, _search, store.OpenLookups(_readers), time);
        Imports = new Imports(Writer, store.OpenReader, () => Head, time);
        Gauges = new JournalGauges(this, store, _loop, _readers);
        Watches = new Watches(_readers, _log.Heads, new DueClock(_readers, _log.Heads, time, logger));
        _log.Rewritten += OnRewritten;
        _watch = store.Watch(_loop, _log);
    }

    /// <summary>How messages name where it is: its file, or its database.</summary>
    public string Name => _store.Name;

    /// <summary>Up to where the log is committed. What it names can be read.</summary>
    public Head Head => _log.Head;

    /// <summary>Whether it takes writes.</summary>
    public LogState State => _log.State;

    /// <summary>The ids under which it went on.</summary>
    public Epochs Epochs => _log.Epochs;

    /// <summary>Up to which revision words can be found.</summary>
    public long SearchedRevision => Math.Min(_search.Reached, Head.Revision);

    /// <summary>Of what was erased up to here, no word is left in any of the journal's files.</summary>
    public long ClearedRevision => Math.Min(_clearing.Revision, Math.Min(_search.Cleared, Head.Revision));

    /// <summary>Records: the only way to write.</summary>
    public Writer Writer { get; }

    /// <summary>Reads, by subject.</summary>
    public Queries Queries { get; }

    /// <summary>Imports of many items.</summary>
    public Imports Imports { get; }

    /// <summary>What is recorded from a position on, as it comes.</summary>
    public Watches Watches { get; }

    /// <summary>What can be watched of it at any time.</summary>
    public JournalGauges Gauges { get; }

    /// <summary>
    /// Faults when the outcome of a commit is not known. Nothing is written from then on, and the process is to be stopped: SQLite would
    /// let its connection carry on after a sync that failed.
    /// </summary>
    public Task Fatal => _loop.Fatal;

    /// <summary>Opens the file, or creates it with a log of its own. Projections of other rules are rebuilt first.</summary>
    /// <exception cref="JournalException">It is held by another process, of another kind, or newer than this server.</exception>
    public static Task<JournalStore> OpenAsync(JournalOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken ct) =>
        Task.Run(() => Open(options, time, loggers.CreateLogger<JournalStore>(), ct), ct);

    /// <summary>What is not being committed after a time is refused (SHUTTING_DOWN), however much is left to derive.</summary>
    public void StopDecidingAfter(TimeSpan time) => _loop.StopDecidingAfter(time);

    /// <summary>
    /// Ends once a revision can be read here that may have been recorded by another server on the same database; at once where the log is
    /// known to end before it.
    /// </summary>
    /// <exception cref="RefusedException">The server is behind (SERVER_BEHIND).</exception>
    public Task CatchUpAsync(long revision, CancellationToken ct) =>
        Head.Revision >= revision ? Task.CompletedTask : _watch.CatchUpAsync(revision, ct);

    /// <summary>The refusal for a fault that means that the database is away; null for any other fault.</summary>
    public RefusedException? RefusalOf(Exception fault) => _store.RefusalOf(fault);

    /// <summary>Deletes the projections and derives them again from the journal. Writes wait; reads see what was there before.</summary>
    public async Task RebuildAsync(CancellationToken ct)
    {
        try
        {
            StorageLog.Rebuilding(_logger, Head.Revision, RulesVersion.Current);
            await MaintainAsync(
                (transaction, head) =>
                {
                    Rebuild.All(transaction, head, _progress, ct);
                    return head;
                },
                Forget).ConfigureAwait(false);
        }
        catch (Exception failure)
            when (_store.Explain(Fatal.Exception?.GetBaseException().InnerException ?? failure,
                $"{_store.Name} cannot be rebuilt") is { } told)
        {
            // It is one transaction: nothing of it is in the file.
            throw told;
        }
    }

    /// <summary>Takes no more writes: the log goes on elsewhere. What waits is written first.</summary>
    public Task SealAsync()
    {
        return MaintainAsync(
            (transaction, head) =>
            {
                if (State == LogState.Importing)
                    throw new RefusedException(ErrorReason.LogSealed, "The log is being moved here; wait until it is whole.");
                return Store(transaction, head, LogState.Sealed);
            },
            () => Set(LogState.Sealed, Head));
    }

    /// <summary>Takes writes again, after a move that was given up. A log that goes on in two places is two logs under one name.</summary>
    public Task UnsealAsync() =>
        MaintainAsync((transaction, head) => Store(transaction, head, LogState.Open), () => Set(LogState.Open, Head));

    /// <summary>Takes over entries of a log that moves here, and tells up to where they are on the disk.</summary>
    public async Task<Head> TakeOverAsync(ImportJournalRequest part, CancellationToken ct)
    {
        var (moved, state, epochs) = (Head, State, Epochs);
        await MaintainAsync(
            (transaction, head) =>
            {
                if (Takeover.IsWhole(head, State, part)) return null;
                (moved, state, epochs) = Takeover.Write(transaction, head, State, part, ct);
                return moved;
            },
            () =>
            {
                _log.Epochs = epochs;
                if (state != State) Set(state, moved);
            }).ConfigureAwait(false);
        return Head;
    }

    /// <summary>Recomputes the chain up to a head from the bytes, and tells how far it is; what has a flaw is the last.</summary>
    public IEnumerable<Verified> Verify(Head head, CancellationToken ct) => _store.Verify(head, ct);

    /// <summary>
    /// Derives the projections again beside those that are there, and compares them bit for bit. Null where nothing differs.
    /// </summary>
    public Flaw? VerifyProjections(CancellationToken ct) => _store.VerifyProjections(ct);

    /// <summary>Copies the journal as it is at one revision, while writing goes on. The file is the caller's to delete.</summary>
    public BackupFile Backup(CancellationToken ct) => _store.Backup(ct);

    /// <summary>Finishes what waits to be written, and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0) return;
        await _watch.DisposeAsync().ConfigureAwait(false);
        await _clearing.DisposeAsync().ConfigureAwait(false);
        await _loop.DisposeAsync().ConfigureAwait(false);
        await Watches.Dues.DisposeAsync().ConfigureAwait(false);
        await _search.StopAsync().ConfigureAwait(false);
        _readers.Dispose();
        _search.Dispose();
        _store.Dispose();
    }

    /// <summary>
    /// Writes between the requests, in a transaction; what is kept of the store is brought in line before its head is published.
    /// </summary>
    private async Task MaintainAsync(Func<WriteTransaction, Head, Head?> write, Action beforePublished)
    {
        var item = new MaintenanceItem(() => _writes.Run(write, beforePublished));
        _loop.Enqueue(item);
        await item.Done.ConfigureAwait(false);
    }

    private void OnRewritten()
    {
        Forget();
        _clearing.Ask();
    }

    private void Forget()
    {
        Queries.Forget();
        Watches.Forget();
    }

    private async Task<bool> ClearedAsync(long revision, CancellationToken ct) =>
        await _clearing.ReachAsync(revision, ct).ConfigureAwait(false)
        && await _search.ClearAsync(revision, _time, ct).ConfigureAwait(false);

    private static Head Store(WriteTransaction transaction, Head head, LogState state)
    {
        transaction.Execute("UPDATE log SET state = ?1", (int)state);
        return head;
    }

    // What a move writes is logged under the head that it makes, which is published after this.
    private void Set(LogState state, Head head)
    {
        _log.State = state;
        StorageLog.StateChanged(_logger, head.LogId, state, head.Revision);
    }

    private static JournalStore Open(JournalOptions options, TimeProvider time, ILogger logger, CancellationToken ct)
    {
        UnicodeForms.Check();
        IStore store = options.Postgres is null
            ? SqliteStore.Open(options, time, logger, ct)
            : PostgresStore.Open(options, time, logger, ct);
        StorageLog.Opened(logger, store.Head.LogId, store.Head.Revision, store.Name);
        return new JournalStore(store, options, time, logger);
    }
}
