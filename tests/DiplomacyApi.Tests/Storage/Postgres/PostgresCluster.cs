using System.Globalization;
using Npgsql;

namespace DiplomacyApi.Tests.Storage.Postgres;

/// <summary>
/// A PostgreSQL in a temporary directory, reached only by the socket there. It ends with who started it. Root runs it as the user of its
/// package, as it refuses root. Its default collation is not by bytes, so that a column without one of its own gives itself away.
/// </summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    // Where Debian keeps each version.
    private const string Versions = "/usr/lib/postgresql";
    private const string User = "postgres";

    // The server goes where standard input ends, whatever became of who held it.
    private const string Serve = "exec 3<&0; \"$0\" \"$@\" 3<&- & server=$!; (cat; kill -QUIT $server) <&3 >/dev/null 2>&1 & exec 3<&-; wait $server";

    private readonly PostgresProgram _server;
    private readonly string _folder;
    private int _databases;

    private PostgresCluster(PostgresProgram server, string folder) => (_server, _folder) = (server, folder);

    /// <summary>The folder with its programs; null: it is not installed.</summary>
    public static string? Programs { get; } = FindPrograms();

    /// <summary>The process that started all others of the cluster.</summary>
    public int ProcessId => int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Skips the test where PostgreSQL is not installed.</summary>
    /// <param name="isDurable">Whether what it commits survives a power cut; most tests need no sync.</param>
    /// <param name="settings">Of the server, as `name=value`.</param>
    /// <param name="ct">Cancels the start.</param>
    public static async Task<PostgresCluster> StartAsync(CancellationToken ct, bool isDurable = false, params string[] settings)
    {
        Assert.SkipWhen(Programs is null, "There is no PostgreSQL (.ci/install brings it).");
        var folder = Directory.CreateTempSubdirectory("diplomacy-postgres-").FullName;
        try
        {
            if (Environment.IsPrivilegedProcess) await PostgresProgram.RunAsync(["chown", User, folder], ct);
            var data = Path.Combine(folder, "data");
            await PostgresProgram.RunAsync(
                [.. AsUser, Path.Combine(Programs!, "initdb"), "--pgdata", data, "--username", User, "--auth", "trust", "--encoding",
                    "UTF8", "--locale", "C",
                    "--locale-provider", "icu", "--icu-locale", "en", "--no-sync", "--no-instructions"], ct);
            string[] all = ["listen_addresses=", "max_connections=200", "shared_buffers=32MB",
                .. isDurable ? [] : new[] { "fsync=off", "full_page_writes=off" }, .. settings];
            var server = PostgresProgram.Start(
                [.. AsUser, "sh", "-c", Serve, Path.Combine(Programs!, "postgres"), "-D", data, "-k", folder,
                    .. all.SelectMany(setting => new[] { "-c", setting })]);
            await server.PrintsAsync("database system is ready to accept connections", ct);
            return new PostgresCluster(server, folder);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Makes an empty database, and tells how to connect to it.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken ct)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync(ConnectionTo(User), $"CREATE DATABASE {name}", ct);
        return ConnectionTo(name);
    }

    public Task DropDatabaseAsync(string connection, CancellationToken ct) =>
        ExecuteAsync(ConnectionTo(User), $"DROP DATABASE {new NpgsqlConnectionStringBuilder(connection).Database} WITH (FORCE)", ct);

    public static async Task ExecuteAsync(string connection, string sql, CancellationToken ct)
    {
        await using var opened = new NpgsqlConnection(connection);
        await opened.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, opened);
        await command.ExecuteNonQueryAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // Its own pools end with the tests that open them.
    private string ConnectionTo(string database) =>
        new NpgsqlConnectionStringBuilder { Host = _folder, Username = User, Database = database, Pooling = false }.ConnectionString;

    private static string[] AsUser =>
        Environment.IsPrivilegedProcess ? ["setpriv", "--reuid", User, "--regid", User, "--clear-groups"] : ["env"];

    private static string? FindPrograms()
    {
        var versions = Directory.Exists(Versions) ? Directory.GetDirectories(Versions) : [];
        return versions.OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }
}
