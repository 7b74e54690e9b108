using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Searching;

/// <summary>
/// The words of the log in a file of their own beside the journal's, so that filling it never holds up a commit. It holds nothing that is
/// not in the journal: where it is missing, damaged or of another log it is made anew.
/// </summary>
internal sealed class SearchFile : IDisposable
{
    private const string Schema =
        """
        CREATE TABLE watermark (only INTEGER PRIMARY KEY CHECK (only = 1), format INTEGER NOT NULL, log_id TEXT NOT NULL, revision INTEGER NOT NULL) STRICT;
        CREATE TABLE places (id INTEGER PRIMARY KEY, revision INTEGER NOT NULL, rev_from INTEGER NOT NULL) STRICT;
        CREATE VIRTUAL TABLE words USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3');
        """;

    private static readonly HashSet<SchemaObject> Made = SchemaObject.MadeBy([Schema]);

    // Raised whenever what is indexed, or how, changes.
    private const int Format = 1;

    /// <summary>How long another program's lock is waited for.</summary>
    private const int LockSecondsMax = 2;

    // What SQLite says where a table is missing, a page is not as it was written, or the file is none of its own.
    private const int NoSuchTable = 1;
    private const int Corrupt = 11;
    private const int NoDatabase = 26;

    private readonly SqliteConnection _connection;
    private readonly TaskCompletionSource _doubted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SearchFile(SqliteConnection connection, Readers readers, long revision) => (_connection, Readers, Revision) = (connection, readers, revision);

    /// <summary>Up to which revision words can be found.</summary>
    public long Revision { get; private set; }

    /// <summary>Connections to the journal that have the words beside it.</summary>
    public Readers Readers { get; }

    /// <summary>Ends where it is to be closed, and opened again, which looks whether it is whole.</summary>
    public Task Doubted => _doubted.Task;

    /// <summary>Opens it where it is whole and of this log, and makes it anew where it is not. Throws where it can be neither, as on a full disk.</summary>
    public static SearchFile Open(SqliteFile journal, int readersMax, Head head, CancellationToken ct)
    {
        var (connection, revision) = TryOpen(journal.SearchPath, head, ct) ?? Anew(journal.SearchPath, head);
        return new SearchFile(connection, new Readers(journal.OpenSearcher, readersMax), revision);
    }

    public void Doubt() => _doubted.TrySetResult();

    /// <summary>Whether it can be read and is whole, as one sees who looks at it now.</summary>
    public bool IsWhole(CancellationToken ct)
    {
        try
        {
            using var lease = Readers.Lease(ct);
            return IsWhole(lease.Connection, "search");
        }
        catch (SqliteException)
        {
            ct.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <summary>Adds versions of statements, and moves up to where they go. One without a statement was erased: the words of those before it go.</summary>
    public void Add(string logId, IReadOnlyList<(long Revision, long RevFrom, Statement? Statement)> versions, long through)
    {
        Remove(versions.Where(version => version.Statement is null).Select(version => version.Revision).ToList());
        using var transaction = _connection.BeginTransaction();
        foreach (var (revision, revFrom, statement) in versions)
        {
            if (statement is null) continue;
            var id = _connection.QuerySingle<long>(new CommandDefinition(
                "INSERT INTO places (revision, rev_from) VALUES (@revision, @revFrom) RETURNING id", new { revision, revFrom }, transaction));
            _connection.Execute(new CommandDefinition(
                "INSERT INTO words (rowid, text) VALUES (@id, @words)", new { id, words = SearchText.Of(statement) }, transaction));
        }
        _connection.Execute(new CommandDefinition("UPDATE watermark SET log_id = @logId, revision = @through", new { logId, through }, transaction));
        transaction.Commit();
        Revision = through;
    }

    public void Dispose()
    {
        Readers.Dispose();
        _connection.Dispose();
    }

    /// <summary>Whether an error says that what is in the file is not what was written, or not of this schema.</summary>
    public static bool IsDamage(SqliteException failed) => failed.SqliteErrorCode is NoSuchTable or Corrupt or NoDatabase;

    /// <summary>
    /// Removed words stay in the index until it is merged, and in the write-ahead log until it is cut. All this comes before the mark moves
    /// on, so that it is done again where it was cut off.
    /// </summary>
    private void Remove(List<long> revisions)
    {
        if (revisions.Count == 0) return;
        using (var transaction = _connection.BeginTransaction())
        {
            foreach (var revision in revisions)
            {
                _connection.Execute(new CommandDefinition("DELETE FROM words WHERE rowid IN (SELECT id FROM places WHERE revision = @revision)", new { revision }, transaction));
                _connection.Execute(new CommandDefinition("DELETE FROM places WHERE revision = @revision", new { revision }, transaction));
            }
            transaction.Commit();
        }
        _connection.Execute(new CommandDefinition("INSERT INTO words (words) VALUES ('optimize')"));
        _connection.Execute(new CommandDefinition("PRAGMA wal_checkpoint(TRUNCATE)"));
    }

    private static (SqliteConnection Connection, long Revision)? TryOpen(string path, Head head, CancellationToken ct)
    {
        if (!File.Exists(path)) return null;
        SqliteConnection? connection = null;
        try
        {
            connection = Connections.Open(path, SqliteOpenMode.ReadWrite, LockSecondsMax);
            using var interrupt = ct.Register(static handle => SQLitePCL.raw.sqlite3_interrupt((SQLitePCL.sqlite3)handle!), connection.Handle);
            var schema = SchemaObject.Of(connection);
            if (schema.Count > 0 && !schema.Any(one => one is { Type: "table", Name: "watermark" }))
                throw new JournalException($"{path} is a database of something else, and words are found nowhere else; move it away.");
            if (schema.SetEquals(Made) && ReadMark(connection) is var (format, logId, revision) && format == Format && logId == head.LogId && revision <= head.Revision
                // Damage in its middle would else be found by a search.
                && IsWhole(connection, "main"))
            {
                SetUp(connection);
                return (connection, revision);
            }
        }
        catch (SqliteException failed) when (IsDamage(failed))
        {
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
        connection?.Dispose();
        return null;
    }

    private static (int Format, string LogId, long Revision) ReadMark(SqliteConnection connection) =>
        connection.QuerySingleOrDefault<(int Format, string LogId, long Revision)>(new CommandDefinition("SELECT format, log_id, revision FROM watermark"));

    private static (SqliteConnection Connection, long Revision) Anew(string path, Head head)
    {
        foreach (var file in new[] { path, $"{path}-wal", $"{path}-shm" }) File.Delete(file);
        var connection = Connections.Open(path, SqliteOpenMode.ReadWriteCreate, LockSecondsMax);
        try
        {
            SetUp(connection);
            connection.Execute(new CommandDefinition(Schema));
            connection.Execute(new CommandDefinition(
                "INSERT INTO watermark (only, format, log_id, revision) VALUES (1, @format, @logId, 0)", new { format = Format, logId = head.LogId }));
            return (connection, 0);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static bool IsWhole(SqliteConnection connection, string database) =>
        connection.ExecuteScalar<string>(new CommandDefinition($"PRAGMA {database}.quick_check(1)")) == "ok";

    /// <summary>What a power cut takes is indexed again.</summary>
    private static void SetUp(SqliteConnection connection) =>
        connection.Execute(new CommandDefinition("PRAGMA journal_mode = wal; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = 1"));
}
