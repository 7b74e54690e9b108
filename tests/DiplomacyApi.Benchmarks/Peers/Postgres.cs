using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using DiplomacyApi.Benchmarks.Running;

namespace DiplomacyApi.Benchmarks.Peers;

/// <summary>
/// A PostgreSQL of its own, asked by pgbench without gRPC. It does not run as root, so that root runs it as the user of its package.
/// </summary>
internal sealed partial class Postgres : IDisposable
{
    // Where Debian keeps them.
    private const string Versions = "/usr/lib/postgresql";
    private const string User = "postgres";
    private const int Clients = 64;
    private const int Keys = 10_000;

    private readonly Child _child;
    private readonly string _folder;
    private readonly string _programs;
    private readonly int _port;

    private Postgres(Child child, string folder, string programs, int port) =>
        (_child, _folder, _programs, _port) = (child, folder, programs, port);

    /// <summary>The folder with all of its programs; null: it is not installed.</summary>
    public static string? Programs =>
        Tools.FindFolder(
            Directory.Exists(Versions) ? Directory.GetDirectories(Versions).Select(version => Path.Combine(version, "bin")) : [], "initdb",
            "postgres", "psql", "pgbench");

    private static bool IsRoot => UserId() == 0;

    public static async Task<Postgres> StartAsync(int valueBytes, CancellationToken cancellationToken)
    {
        var programs = Programs!;
        // Not in the folder of the run, which its user may not enter.
        var folder = Directory.CreateTempSubdirectory("benchmarks-postgres-").FullName;
        if (IsRoot) await Child.RunAsync("chown", [User, folder], cancellationToken);
        var port = Ports.Free();
        await Child.RunAsync(AsUser[0],
            [.. AsUser[1..], Path.Combine(programs, "initdb"), "--pgdata", Path.Combine(folder, "data"), "--auth", "trust", "--username",
                User],
            cancellationToken);
        var child = Child.Start(AsUser[0],
            [.. AsUser[1..], Path.Combine(programs, "postgres"), "-D", Path.Combine(folder, "data"), "-p", Text(port), "-k", folder, "-c",
                "listen_addresses=127.0.0.1", "-c", "max_connections=400"],
            Ready());
        var postgres = new Postgres(child, folder, programs, port);
        try
        {
            await child.ReadyAsync(cancellationToken);
            await postgres.FillAsync(valueBytes, cancellationToken);
            return postgres;
        }
        catch
        {
            postgres.Dispose();
            throw;
        }
    }

    /// <summary>Inserts a second, a commit each.</summary>
    public Task<double> InsertAsync(TimeSpan time, CancellationToken cancellationToken, int clients = Clients) =>
        RunAsync("insert.sql", time, clients, cancellationToken);

    /// <summary>Selects by key a second.</summary>
    public Task<double> SelectAsync(TimeSpan time, CancellationToken cancellationToken) =>
        RunAsync("select.sql", time, Clients, cancellationToken);

    /// <summary>Makes a database for a server, and tells how to connect to it.</summary>
    public async Task<string> CreateDatabaseAsync(string name, CancellationToken cancellationToken)
    {
        await Child.RunAsync(Path.Combine(_programs, "psql"),
            [.. Connection, "-q", "-c", $"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'", User], cancellationToken);
        return $"Host=127.0.0.1;Port={Text(_port)};Username={User};Database={name}";
    }

    public void Dispose()
    {
        _child.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string[] AsUser => IsRoot ? ["setpriv", "--reuid", User, "--regid", User, "--clear-groups"] : ["env"];

    private async Task FillAsync(int valueBytes, CancellationToken cancellationToken)
    {
        var value = new string('v', valueBytes);
        await File.WriteAllTextAsync(Path.Combine(_folder, "create.sql"), $"""
            CREATE TABLE row (id bigserial PRIMARY KEY, bytes bytea NOT NULL);
            INSERT INTO row (bytes) SELECT '{value}' FROM generate_series(1, {Keys});
            """, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "insert.sql"), $"INSERT INTO row (bytes) VALUES ('{value}');\n",
            cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "select.sql"),
            $"\\set id random(1, {Keys})\nSELECT bytes FROM row WHERE id = :id;\n", cancellationToken);
        await Child.RunAsync(Path.Combine(_programs, "psql"), [.. Connection, "-q", "-f", Path.Combine(_folder, "create.sql"), User],
            cancellationToken);
    }

    private async Task<double> RunAsync(string script, TimeSpan time, int clients, CancellationToken cancellationToken)
    {
        var seconds = Text((int)Math.Max(1, Math.Round(time.TotalSeconds)));
        var printed = await Child.RunAsync(Path.Combine(_programs, "pgbench"),
            [.. Connection, "-n", "-M", "prepared", "-f", Path.Combine(_folder, script), "-c", Text(clients), "-j", "1", "-T", seconds,
                User],
            cancellationToken);
        return double.Parse(PerSecond().Match(printed).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
    }

    private string[] Connection => ["-h", "127.0.0.1", "-p", Text(_port), "-U", User];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("database system is ready to accept connections")]
    private static partial Regex Ready();

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex PerSecond();

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint UserId();
}
