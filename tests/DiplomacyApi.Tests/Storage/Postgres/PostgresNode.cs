using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace DiplomacyApi.Tests.Storage.Postgres;

/// <summary>
/// One server of PostgreSQL, with its data in a folder, reached only by the socket there. Root runs it as the user of its package, as it
/// refuses root. Its default collation is not by bytes, so that a column without one of its own gives itself away.
/// </summary>
internal sealed class PostgresNode : IAsyncDisposable
{
    /// <summary>Who may do everything in it.</summary>
    public const string User = "postgres";

    // Where Debian keeps each version.
    private const string Versions = "/usr/lib/postgresql";

    // The server goes where standard input ends, whatever became of who held it.
    private const string Serve = "exec 3<&0; \"$0\" \"$@\" 3<&- & server=$!; (cat; kill -QUIT $server) <&3 >/dev/null 2>&1 & exec 3<&-; wait $server";

    private static readonly string? Programs = FindPrograms();

    private readonly PostgresProgram _server;
    private bool _isEnded;

    private PostgresNode(PostgresProgram server, string folder) => (_server, Folder) = (server, folder);

    /// <summary>Where its socket lies.</summary>
    public string Folder { get; }

    /// <summary>The process that started all others of it.</summary>
    public int ProcessId => int.Parse(File.ReadLines(Path.Combine(DataIn(Folder), "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>What it has logged.</summary>
    public string Log => _server.Printed;

    private static string[] AsUser =>
        Environment.IsPrivilegedProcess ? ["setpriv", "--reuid", User, "--regid", User, "--clear-groups"] : ["env"];

    /// <summary>Skips the test where PostgreSQL is not installed.</summary>
    public static void Need() => Assert.SkipWhen(Programs is null, "There is no PostgreSQL (.ci/install brings it).");

    /// <summary>Starts an empty one.</summary>
    public static async Task<PostgresNode> StartAsync(string folder, bool isDurable, CancellationToken ct, params string[] settings)
    {
        await OwnAsync(folder, ct);
        await RunAsync(["initdb", "--pgdata", DataIn(folder), "--username", User, "--auth", "trust", "--encoding", "UTF8", "--locale", "C",
            "--locale-provider", "icu", "--icu-locale", "en", "--no-sync", "--no-instructions"], ct);
        return await ServeAsync(folder, isDurable, ct, settings);
    }

    /// <summary>Starts one that follows this one, from a copy of what it holds.</summary>
    public async Task<PostgresNode> FollowAsync(string folder, string name, bool isDurable, CancellationToken ct, params string[] settings)
    {
        await OwnAsync(folder, ct);
        await RunAsync(["pg_basebackup", "--pgdata", DataIn(folder), "--host", Folder, "--username", User, "--checkpoint", "fast",
            "--no-sync", "--no-manifest"], ct);
        await File.WriteAllTextAsync(Path.Combine(DataIn(folder), "standby.signal"), "", ct);
        return await ServeAsync(folder, isDurable, ct,
            [$"primary_conninfo=host={Folder} user={User} application_name={name}", "wal_retrieve_retry_interval=100ms", .. settings]);
    }

    // Its own pools end with the tests that open them.
    public string ConnectionTo(string database) =>
        new NpgsqlConnectionStringBuilder { Host = Folder, Username = User, Database = database, Pooling = false }.ConnectionString;

    public Task ExecuteAsync(string sql, CancellationToken ct) => SelectAsync(sql, ct);

    /// <summary>The value of the first column of the first row; null where there is none.</summary>
    public async Task<object?> SelectAsync(string sql, CancellationToken ct)
    {
        await using var opened = new NpgsqlConnection(ConnectionTo(User));
        await opened.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, opened);
        return await command.ExecuteScalarAsync(ct);
    }

    /// <summary>Ends all its processes at once, as a machine does that loses power; it starts none again.</summary>
    public async Task KillAsync(CancellationToken ct)
    {
        var first = ProcessId;
        // While it stands still it starts no others.
        await PostgresProgram.SignalAsync("STOP", [first], ct);
        await PostgresProgram.SignalAsync("KILL", [.. ChildrenOf(first), first], ct);
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_isEnded) return;
        _isEnded = true;
        await _server.DisposeAsync();
    }

    private static async Task OwnAsync(string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        if (Environment.IsPrivilegedProcess) await PostgresProgram.RunAsync(["chown", User, folder], ct);
    }

    private static Task RunAsync(string[] command, CancellationToken ct) =>
        PostgresProgram.RunAsync([.. AsUser, Path.Combine(Programs!, command[0]), .. command[1..]], ct);

    private static async Task<PostgresNode> ServeAsync(string folder, bool isDurable, CancellationToken ct, params string[] settings)
    {
        string[] all = ["listen_addresses=", "max_connections=200", "shared_buffers=32MB",
            .. isDurable ? [] : new[] { "fsync=off", "full_page_writes=off" }, .. settings];
        var server = PostgresProgram.Start(
            [.. AsUser, "sh", "-c", Serve, Path.Combine(Programs!, "postgres"), "-D", DataIn(folder), "-k", folder,
                .. all.SelectMany(setting => new[] { "-c", setting })]);
        // A standby accepts connections that read.
        await server.PrintsAsync("database system is ready to accept", ct);
        return new PostgresNode(server, folder);
    }

    private static IEnumerable<int> ChildrenOf(int process) => Process.GetProcesses().Select(one => one.Id)
        .Where(one => ParentOf(one) == process);

    private static int? ParentOf(int process)
    {
        try
        {
            // After the name, which may hold anything, come the state and the parent.
            var text = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(text[(text.LastIndexOf(')') + 1)..].Split(' ')[2], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return null;
        }
    }

    private static string DataIn(string folder) => Path.Combine(folder, "data");

    private static string? FindPrograms()
    {
        var versions = Directory.Exists(Versions) ? Directory.GetDirectories(Versions) : [];
        return versions.OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }
}
