using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Names;
using DiplomacyApi.Storage.Files;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Search;
using DiplomacyApi.Storage.Sqlite.Files;
using DiplomacyApi.Storage.Sqlite.Reading;
using DiplomacyApi.Storage.Sqlite.Schema;
using DiplomacyApi.Storage.Writing;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Sqlite.Search;

/// <summary>
/// The words of the log in a file of their own beside the journal's, so that filling it never holds up a commit. It holds nothing that is
/// not in the journal: where it is missing, damaged or of another log it is created again.
/// </summary>
internal sealed class SearchFile : IDisposable
{
    private const string Schema =
        """
        CREATE TABLE watermark (only INTEGER PRIMARY KEY CHECK (only = 1), format INTEGER NOT NULL, log_id TEXT NOT NULL, revision INTEGER NOT NULL) STRICT;
        CREATE TABLE places (id INTEGER PRIMARY KEY, revision INTEGER NOT NULL, rev_from INTEGER NOT NULL) STRICT;
        CREATE VIRTUAL TABLE words USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'ascii');
        """;

    private static readonly HashSet<SchemaObject> Made = SchemaObject.MadeBy([Schema]);

    // The thousands are raised whenever what is indexed, or how, changes; the rest is how words are folded.
    private const int Format = 3_000 + FoldedName.Version;

    /// <summary>How long searches are waited for, where the write-ahead log is to be cut. Nothing but the indexing waits with it.</summary>
    private static readonly TimeSpan CutWaitMax = TimeSpan.FromSeconds(1);

    /// <summary>How long another program's lock is waited for.</summary>
    private const int LockSecondsMax = 2;

    // What SQLite says where a table is missing, a page is not as it was written, or the file is none of its own.
    private const int NoSuchTable = 1;
    private const int Corrupt = 11;
    private const int NoDatabase = 26;

    private readonly FileStream _file;
    private readonly SqliteConnection _connection;
    private readonly RawStatements _statements;
    private readonly Scrubber _scrubber;
    private readonly TaskCompletionSource _doubted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isClear;

    private SearchFile(Opened opened, string path, Readers readers)
    {
        (_file, _connection, Readers, Revision) = (opened.File, opened.Connection, readers, opened.Revision);
        _statements = new RawStatements(_connection);
        _scrubber = new Scrubber(_connection, _file.SafeFileHandle, path, () => WriteAheadLog.TryCut(_connection, CutWaitMax));
    }

    /// <summary>Up to which revision words can be found.</summary>
    public long Revision { get; private set; }

    /// <summary>Whether no word that was removed is left in the file.</summary>
    public bool IsClear => _isClear;

    /// <summary>Connections to the journal that have the words beside it.</summary>
    public Readers Readers { get; }

    /// <summary>Ends where it is to be closed, and opened again, which looks whether it is whole.</summary>
    public Task Doubted => _doubted.Task;

    /// <summary>
    /// Opens it where it is whole and of this log, and creates it again where it is not. Throws where neither is possible, as on a full
    /// disk.
    /// </summary>
    public static SearchFile Open(SqliteFile journal, int readersMax, Head head, CancellationToken ct)
    {
        var opened = TryOpen(journal.SearchPath, head, ct) ?? Anew(journal.SearchPath, head);
        return new SearchFile(opened, journal.SearchPath, new Readers(() => new SqliteReader(journal.OpenSearcher()), readersMax));
    }

    public void Doubt() => _doubted.TrySetResult();

    /// <summary>Whether it can be read and is whole, as one sees who looks at it now.</summary>
    public bool IsWhole(CancellationToken ct)
    {
        try
        {
            using var lease = Readers.Lease(ct);
            return IsWhole((SqliteConnection)lease.Connection, "search");
        }
        catch (SqliteException)
        {
            ct.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <summary>
    /// Adds versions of statements, and moves up to where they go. One without a statement was erased: the words of those before it go.
    /// False: a search that goes on still keeps them, and it is to be tried again.
    /// </summary>
    public bool TryAdd(string logId, IReadOnlyList<(long Revision, long RevFrom, Statement? Statement)> versions, long through)
    {
        Remove(versions.Where(version => version.Statement is null).Select(version => version.Revision).ToList());
        // The mark stays where it is until the words are gone, so that it is done again where it was cut off.
        if (!TryClear()) return false;
        using var transaction = _connection.BeginTransaction();
        foreach (var (revision, revFrom, statement) in versions)
        {
            if (statement is null) continue;
            Run("INSERT INTO places (revision, rev_from) VALUES (?1, ?2)", revision, revFrom);
            Run("INSERT INTO words (rowid, text) VALUES (last_insert_rowid(), ?1)", SearchText.Of(statement));
        }
        _connection.Execute(new CommandDefinition(
            "UPDATE watermark SET log_id = @logId, revision = @through", new { logId, through }, transaction));
        transaction.Commit();
        Revision = through;
        return true;
    }

    /// <summary>
    /// Takes what was removed out of the write-ahead log and the unused parts of pages. False: a search still needs the log.
    /// </summary>
    public bool TryClear()
    {
        for (var place = 0L; !_isClear;)
        {
            var reached = _scrubber.Run(place, Limits.ScrubBytes);
            if (reached == place) return false;
            (place, _isClear) = (reached, reached == IScrubber.End);
        }
        return true;
    }

    public void Dispose()
    {
        _statements.Dispose();
        Readers.Dispose();
        _connection.Dispose();
        _file.Dispose();
    }

    /// <summary>Whether an error says that what is in the file is not what was written, or not of this schema.</summary>
    public static bool IsDamage(SqliteException failed) => failed.SqliteErrorCode is NoSuchTable or Corrupt or NoDatabase;

    private void Run(string sql, params ReadOnlySpan<object?> values)
    {
        using var rows = _statements.Of(sql).Run(values);
        rows.Read();
    }

    /// <summary>Removed words stay in the index until it is merged.</summary>
    private void Remove(List<long> revisions)
    {
        if (revisions.Count == 0) return;
        _isClear = false;
        using (var transaction = _connection.BeginTransaction())
        {
            foreach (var revision in revisions)
            {
                _connection.Execute(new CommandDefinition(
                    "DELETE FROM words WHERE rowid IN (SELECT id FROM places WHERE revision = @revision)", new { revision }, transaction));
                _connection.Execute(new CommandDefinition("DELETE FROM places WHERE revision = @revision", new { revision }, transaction));
            }
            transaction.Commit();
        }
        _connection.Execute(new CommandDefinition("INSERT INTO words (words) VALUES ('optimize')"));
    }

    private static Opened? TryOpen(string path, Head head, CancellationToken ct)
    {
        if (!File.Exists(path)) return null;
        var file = OpenFile(path);
        SqliteConnection? connection = null;
        try
        {
            connection = Connections.Open(path, SqliteOpenMode.ReadWrite, LockSecondsMax);
            using var interrupt = ct.Register(static handle => SQLitePCL.raw.sqlite3_interrupt((SQLitePCL.sqlite3)handle!),
                connection.Handle);
            var schema = SchemaObject.Of(connection);
            if (schema.Count > 0 && !schema.Any(one => one is { Type: "table", Name: "watermark" }))
                throw new JournalException($"{path} is not a search index; move it away.");
            if (schema.SetEquals(Made) && ReadMark(connection) is var (format, logId, revision) && format == Format && logId == head.LogId
                && revision <= head.Revision
                // Damage in its middle would else be found by a search.
                && IsWhole(connection, "main"))
            {
                SetUp(connection);
                return new Opened(file, connection, revision);
            }
        }
        catch (SqliteException failed) when (IsDamage(failed))
        {
        }
        catch
        {
            connection?.Dispose();
            file.Dispose();
            throw;
        }
        connection?.Dispose();
        file.Dispose();
        return null;
    }

    private static (int Format, string LogId, long Revision) ReadMark(SqliteConnection connection) =>
        connection.QuerySingleOrDefault<(int Format, string LogId,
            long Revision)>(new CommandDefinition("SELECT format, log_id, revision FROM watermark"));

    private static Opened Anew(string path, Head head)
    {
        foreach (var old in new[] { path, $"{path}-wal", $"{path}-shm" }) File.Delete(old);
        var file = OpenFile(path);
        SqliteConnection? connection = null;
        try
        {
            connection = Connections.Open(path, SqliteOpenMode.ReadWriteCreate, LockSecondsMax);
            SetUp(connection);
            connection.Execute(new CommandDefinition(Schema));
            connection.Execute(new CommandDefinition(
                "INSERT INTO watermark (only, format, log_id, revision) VALUES (1, @format, @logId, 0)",
                new { format = Format, logId = head.LogId }));
            return new Opened(file, connection, 0);
        }
        catch
        {
            connection?.Dispose();
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opened before SQLite opens it and closed after it, as whoever closes a file loses SQLite's locks on it.</summary>
    private static FileStream OpenFile(string path) =>
        PrivateFile.Open(path, FileMode.OpenOrCreate, FileShare.ReadWrite | FileShare.Delete);

    private static bool IsWhole(SqliteConnection connection, string database) =>
        connection.ExecuteScalar<string>(new CommandDefinition($"PRAGMA {database}.quick_check(1)")) == "ok";

    /// <summary>What a power cut takes is indexed again.</summary>
    private static void SetUp(SqliteConnection connection) =>
        connection.Execute(new CommandDefinition("PRAGMA journal_mode = wal; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = 1"));

    private sealed record Opened(FileStream File, SqliteConnection Connection, long Revision);
}
