using Npgsql;

namespace DiplomacyApi.Tests.Storage.Postgres;

/// <summary>A PgBouncer before a cluster, reached by a socket of its own, which it has again after a restart.</summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/pgbouncer";
    private const string Ready = "process up";
    private const string User = PostgresNode.User;

    // It goes where standard input ends, whatever became of who held it.
    private const string Serve =
        "exec 3<&0; \"$0\" \"$@\" 3<&- & pooler=$!; (cat; kill -KILL $pooler) <&3 >/dev/null 2>&1 & exec 3<&-; wait $pooler";

    private readonly string _folder;
    private PostgresProgram _program;

    private PgBouncer(string folder, PostgresProgram program) => (_folder, _program) = (folder, program);

    /// <summary>Skips the test where it is not installed.</summary>
    public static void Need() => Assert.SkipUnless(File.Exists(Program), "There is no PgBouncer (.ci/install brings it).");

    /// <param name="connection">To a database of the cluster.</param>
    /// <param name="mode">`session` or `transaction`.</param>
    /// <param name="ct">Cancels the start.</param>
    public static async Task<PgBouncer> StartAsync(string connection, string mode, CancellationToken ct)
    {
        Need();
        var folder = Directory.CreateTempSubdirectory("diplomacy-pooler-").FullName;
        var host = new NpgsqlConnectionStringBuilder(connection).Host;
        await File.WriteAllTextAsync(Path.Combine(folder, "pgbouncer.ini"), $"""
            [databases]
            * = host={host}
            [pgbouncer]
            unix_socket_dir = {folder}
            listen_port = 5432
            auth_type = trust
            auth_file = {folder}/users.txt
            pool_mode = {mode}
            default_pool_size = 90
            """, ct);
        await File.WriteAllTextAsync(Path.Combine(folder, "users.txt"), $"\"{User}\" \"\"\n", ct);
        if (Environment.IsPrivilegedProcess) await PostgresProgram.RunAsync(["chown", "-R", User, folder], ct);
        return new PgBouncer(folder, await ServeAsync(folder, ct));
    }

    /// <summary>The same database, reached through it.</summary>
    public string ConnectionTo(string connection) =>
        new NpgsqlConnectionStringBuilder(connection) { Host = _folder, Pooling = true }.ConnectionString;

    /// <summary>Ends it at once, with all connections through it, and starts it again.</summary>
    public async Task RestartAsync(CancellationToken ct)
    {
        await _program.DisposeAsync();
        _program = await ServeAsync(_folder, ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<PostgresProgram> ServeAsync(string folder, CancellationToken ct)
    {
        string[] user = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid", User, "--regid", User, "--clear-groups"] : ["env"];
        var program = PostgresProgram.Start([.. user, "sh", "-c", Serve, Program, Path.Combine(folder, "pgbouncer.ini")]);
        await program.PrintsAsync(Ready, ct);
        return program;
    }
}
