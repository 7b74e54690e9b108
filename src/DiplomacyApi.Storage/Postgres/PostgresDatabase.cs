using System.Security.Cryptography;
using DiplomacyApi.Domain;
using DiplomacyApi.Storage.Journal;
using Npgsql;

namespace DiplomacyApi.Storage.Postgres;

/// <summary>The database of a log, and how connections to it are opened. Of several hosts, writes go to the one that takes them.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable, IDisposable
{
    /// <summary>Where all tables lie, so that the database can hold others besides.</summary>
    public const string Schema = "diplomacy";

    /// <summary>The oldest version that the tests run on.</summary>
    private static readonly Version Oldest = new(15, 0);

    private const int ServerIdBytes = 8;

    private const string Application = "diplomacy-api";

    /// <summary>How many statements a connection keeps prepared, of those that it runs again and again.</summary>
    private const int PreparedMax = 200;

    // A host that lost its power says nothing more, and a commit has no time limit: it is given up after a minute without an answer to
    // probes, of which systems send nine, and looked for at the host that took over. By themselves systems begin after two hours.
    private const int KeepAliveSeconds = 10;
    private const int KeepAliveInterval = 5;

    // Set at each open, as poolers refuse it when a connection begins, and the driver's pool takes it back.
    private const string Settings = $"SELECT set_config('search_path', '{Schema}', false)";

    // The reads are made for plans that go by indexes, in the order of a page; compiling one takes longer than running it. To make the
    // session read-only besides would make the driver take its host for a standby.
    private const string ReaderSettings =
        $"""
        SELECT pid, CAST(backend_start AS text), set_config('search_path', '{Schema}', false), set_config('jit', 'off', false)
        FROM pg_stat_activity WHERE pid = pg_backend_pid()
        """;

    // Besides reads and searches: dry runs of imports, what cancels reads, the writer, the follower and the index.
    private static readonly int PoolSizeMin = 2 * Limits.ReadersMax + Limits.ImportsMax + 32;

    private readonly NpgsqlMultiHostDataSource _source;
    private int _doubts;

    /// <param name="connection">The connection string.</param>
    /// <param name="isReadOnly">Whether a standby will do, as nothing is written.</param>
    public PostgresDatabase(string connection, bool isReadOnly = false)
    {
        IsReadOnly = isReadOnly;
        var settings = new NpgsqlConnectionStringBuilder(connection) { TcpKeepAlive = true };
        if (string.IsNullOrEmpty(settings.ApplicationName)) settings.ApplicationName = Application;
        if (settings.MaxAutoPrepare == 0) settings.MaxAutoPrepare = PreparedMax;
        if (settings.TcpKeepAliveTime == 0 && !HasSocket(settings))
            (settings.TcpKeepAliveTime, settings.TcpKeepAliveInterval) = (KeepAliveSeconds, KeepAliveInterval);
        Name = $"{settings.Database ?? settings.Username} at {settings.Host}";
        if (!string.IsNullOrEmpty(settings.TargetSessionAttributes))
            throw new JournalException($"{Name} is named with Target Session Attributes; leave them out, as the server chooses by read-only.");
        // A read at one standby must not name what only another one has received.
        if (isReadOnly && settings.Host?.Contains(',', StringComparison.Ordinal) == true)
            throw new JournalException($"{Name} is several hosts, and read-only takes one host; start a server for each standby.");
        if (settings.NoResetOnClose || settings.Multiplexing)
            throw new JournalException(
                $"{Name} is named with No Reset On Close or Multiplexing; leave them out, as sessions have settings and locks of their own.");
        settings.MaxPoolSize = Math.Max(settings.MaxPoolSize, PoolSizeMin);
        _source = new NpgsqlDataSourceBuilder(settings.ConnectionString).BuildMultiHost();
    }

    /// <summary>Reads a connection string; nothing is opened yet.</summary>
    /// <exception cref="JournalException">It cannot be read.</exception>
    public static PostgresDatabase Connect(string connection, bool isReadOnly)
    {
        try
        {
            return new PostgresDatabase(connection, isReadOnly);
        }
        catch (Exception wrong) when (wrong is ArgumentException or InvalidOperationException or FormatException)
        {
            throw new JournalException(
                $"The connection to PostgreSQL cannot be read ({wrong.Message.Split(" (Parameter")[0].TrimEnd('.')}); write it like \"Host=db1;Database=diplomacy;Username=diplomacy\".",
                wrong);
        }
    }

    /// <summary>As messages name it: without a password.</summary>
    public string Name { get; }

    /// <summary>The id by which this server knows its own commits among those that it is notified of.</summary>
    public string ServerId { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(ServerIdBytes));

    /// <summary>Whether only reads are served, from a standby.</summary>
    public bool IsReadOnly { get; }

    /// <summary>How often connections broke: those opened before are not to be used again, as another host may have taken over.</summary>
    public int Doubts => Volatile.Read(ref _doubts);

    private TargetSessionAttributes Target => IsReadOnly ? TargetSessionAttributes.Any : TargetSessionAttributes.ReadWrite;

    /// <summary>To be called where a connection broke.</summary>
    public void Doubt() => Interlocked.Increment(ref _doubts);

    /// <summary>
    /// Opens a connection to the host that takes writes, or to the standby. A host that was away is asked again at once: it may be there by
    /// now, or another may have taken over.
    /// </summary>
    /// <exception cref="JournalException">It is a version of PostgreSQL that is not served.</exception>
    public NpgsqlConnection Open()
    {
        _source.ClearDatabaseStates();
        var connection = _source.OpenConnection(Target);
        try
        {
            if (connection.PostgreSqlVersion < Oldest)
                throw new JournalException($"{Name} is PostgreSQL {connection.PostgreSqlVersion}; use {Oldest.Major} or later.");
            using var command = new NpgsqlCommand(Settings, connection);
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Refuses a pooler that gives each transaction whichever session is free: two connections that are open at once have the same one
    /// then, or one of them another than before. It can be missed where many others use the pooler.
    /// </summary>
    /// <exception cref="JournalException">Sessions are not this server's own.</exception>
    public void CheckSessions(NpgsqlConnection connection)
    {
        var before = ProcessOf(connection);
        using var other = Open();
        if (ProcessOf(other) == before || ProcessOf(connection) != before)
            throw new JournalException(
                $"{Name} is reached through a pooler that shares sessions between transactions; give it pool_mode = session, as locks, notifications and settings belong to a session.");
    }

    /// <summary>The same, for what follows the log.</summary>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        _source.ClearDatabaseStates();
        var connection = await _source.OpenConnectionAsync(Target, ct).ConfigureAwait(false);
        try
        {
            using var command = new NpgsqlCommand(Settings, connection);
            await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a connection for reading, with the process that serves it.</summary>
    public NpgsqlConnection OpenReader(out Backend backend)
    {
        try
        {
            try
            {
                return OpenReaderOnce(out backend);
            }
            catch (Exception away) when (Outages.Is(away))
            {
                // The driver passes over a host for seconds after one connection to it broke.
                _source.ClearDatabaseStates();
                return OpenReaderOnce(out backend);
            }
        }
        catch (Exception away) when (Outages.Is(away))
        {
            throw Outages.Refusal();
        }
    }

    /// <summary>The same.</summary>
    public NpgsqlConnection OpenReader() => OpenReader(out _);

    /// <summary>Ends what runs on a connection, from another one. Where that cannot be opened it runs on.</summary>
    public void Cancel(Backend backend)
    {
        try
        {
            using var connection = _source.OpenConnection(Target);
            // After a failover another process may have its number.
            using var command = new NpgsqlCommand(
                "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE pid = $1 AND CAST(backend_start AS text) = $2", connection)
            {
                Parameters = { new() { Value = backend.ProcessId }, new() { Value = backend.Started } },
            };
            command.ExecuteNonQuery();
        }
        catch (Exception failed) when (failed is NpgsqlException or TimeoutException)
        {
            // The next attempt follows while the read lasts.
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    public void Dispose() => _source.Dispose();

    private static int ProcessOf(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
        return (int)command.ExecuteScalar()!;
    }

    private NpgsqlConnection OpenReaderOnce(out Backend backend)
    {
        var connection = _source.OpenConnection(Target);
        try
        {
            using var command = new NpgsqlCommand(ReaderSettings, connection);
            using var row = command.ExecuteReader();
            row.Read();
            backend = new Backend(row.GetInt32(0), row.GetString(1));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether a host is named by the folder of its socket, on which there are no such probes.</summary>
    private static bool HasSocket(NpgsqlConnectionStringBuilder settings) =>
        settings.Host?.Split(',').Any(host => host.TrimStart() is ['/' or '@', ..]) ?? false;
}

/// <summary>A process of PostgreSQL that serves a connection: its number, which others get after it, and when it began.</summary>
internal readonly record struct Backend(int ProcessId, string Started);
