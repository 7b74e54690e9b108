using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Monitoring;
using DiplomacyApi.Storage.Postgres.Clearing;
using DiplomacyApi.Storage.Postgres.Journal;
using DiplomacyApi.Storage.Postgres.Reading;
using DiplomacyApi.Storage.Postgres.Schema;
using DiplomacyApi.Storage.Postgres.Search;
using DiplomacyApi.Storage.Postgres.Writing;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Search;
using DiplomacyApi.Storage.Statements;
using DiplomacyApi.Storage.Stores;
using DiplomacyApi.Storage.Watermarks;
using DiplomacyApi.Storage.Writing;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace DiplomacyApi.Storage.Postgres;

/// <summary>A log in a PostgreSQL database, which other servers may serve as well.</summary>
internal sealed class PostgresStore : IStore
{
    private readonly PostgresDatabase _database;
    private readonly LogRow _opened;
    private readonly int _readersMax;
    private readonly ILogger _logger;
    private FollowedLog? _followed;
    private PostgresScrubber? _scrubber;

    private PostgresStore(PostgresDatabase database, LogRow opened, bool isClearingOwed, int readersMax, ILogger logger) =>
        (_database, _opened, IsClearingOwed, _readersMax, _logger) = (database, opened, isClearingOwed, readersMax, logger);

    public string Name => _database.Name;

    public Head Head => _opened.Head;

    public LogState State => _opened.State;

    public bool IsClearingOwed { get; }

    /// <summary>The disk is the database's.</summary>
    public long? FreeBytes => null;

    public IEnumerable<(string Kind, long Bytes)> Files => [];

    /// <summary>Opens the database, or begins a log in it. Projections of other rules are derived again first.</summary>
    /// <exception cref="JournalException">It cannot be reached, holds something else, or is newer than this server.</exception>
    public static PostgresStore Open(JournalOptions options, TimeProvider time, ILogger logger, CancellationToken ct)
    {
        var database = PostgresDatabase.Connect(options.Postgres!, options.ReadOnly);
        try
        {
            using var connection = database.Open();
            database.CheckSessions(connection);
            if (database.IsReadOnly) Migrations.CheckPresent(connection, database.Name);
            else if (options.MustExist && Migrations.Check(connection, database.Name) == 0)
                throw new JournalException(
                    $"There is no journal in {database.Name}; name the right database, or serve it without must-exist to begin a new one.");
            else if (Migrations.Apply(connection, database.Name, time.GetUtcNow()))
                StorageLog.MadeNew(logger, LogRow.Read(connection, database.Name).Head.LogId, database.Name);
            if (Epochs.Problem(connection) is { } problem)
                throw new JournalException($"{database.Name} is damaged: {problem} Restore a backup.");
            if (!LogRow.Read(connection, database.Name).HasPresentProjections)
                DatabaseRebuild.Run(database, isForced: false, options.Progress, logger, ct);
            var opened = LogRow.Read(connection, database.Name);
            return new PostgresStore(database, opened, Erasures.HasAny(connection), options.ReadersMax, logger);
        }
        catch (Exception failed)
        {
            database.Dispose();
            if (Explained(failed, $"{database.Name} cannot be opened as a journal") is { } told) throw told;
            throw;
        }
    }

    public Reader OpenReader() => new PostgresReader(_database);

    public IWriteStore OpenWriter(PublishedLog log) => new PostgresWriteStore(_database, Followed(log));

    public IScrubber OpenScrubber() => _scrubber = new PostgresScrubber(_database);

    public ISearchIndex OpenSearch(Readers readers, Watermark<Head> head) =>
        new PostgresSearch(_database, _readersMax, head, _logger);

    public IStatementLookups OpenLookups(Readers readers) => new StatementLookups(new ReadAccess(readers));

    public IStoreWatch Watch(WriteLoop loop, PublishedLog log) => new HeadFollower(_database, Followed(log), loop.Fail, _logger);

    public JournalException? Explain(Exception fault, string what) => Explained(fault, what);

    public RefusedException? RefusalOf(Exception fault) =>
        Outages.Is(fault) && fault is NpgsqlException || Outages.IsConflict(fault) ? Outages.Refusal() : null;

    public IEnumerable<Verified> Verify(Head head, CancellationToken ct) => Verifying.Chain(_database, head, ct);

    public Flaw? VerifyProjections(CancellationToken ct) => Verifying.Projections(_database, progress: null, ct);

    /// <summary>Copies are made by what PostgreSQL has for it.</summary>
    public BackupFile Backup(CancellationToken ct) => throw new RefusedException(ErrorReason.NotOfThisStore,
        "The journal is in PostgreSQL, which has backups of its own; use pg_basebackup or pg_dump, or move the log to a file.");

    public void Dispose()
    {
        _scrubber?.Dispose();
        _database.Dispose();
    }

    private FollowedLog Followed(PublishedLog log) => _followed ??= new FollowedLog(_database, _opened, log);

    /// <summary>What an error of the driver says, in one sentence that begins as given; null: it is another error.</summary>
    public static JournalException? Explained(Exception fault, string what) => fault switch
    {
        NpgsqlException or TimeoutException => new JournalException($"{what}: {Outages.Why(fault)}.", fault),
        _ => null,
    };
}
