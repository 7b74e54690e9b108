using System.Globalization;
using Npgsql;

namespace DiplomacyApi.Tests.Storage.Postgres;

/// <summary>A PostgreSQL in a temporary directory, with databases for tests. It ends with who started it.</summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    private readonly PostgresNode _node;
    private readonly string _folder;
    private int _databases;
    private int _marks;

    private PostgresCluster(PostgresNode node, string folder) => (_node, _folder) = (node, folder);

    /// <summary>The process that started all others of the cluster.</summary>
    public int ProcessId => _node.ProcessId;

    /// <summary>Where its files are.</summary>
    public string Data => Path.Combine(_folder, "data");

    /// <summary>Skips the test where PostgreSQL is not installed.</summary>
    /// <param name="isDurable">Whether what it commits survives a power cut; most tests need no sync.</param>
    /// <param name="settings">Of the server, as `name=value`.</param>
    /// <param name="ct">Cancels the start.</param>
    public static async Task<PostgresCluster> StartAsync(CancellationToken ct, bool isDurable = false, params string[] settings)
    {
        PostgresNode.Need();
        var folder = Directory.CreateTempSubdirectory("diplomacy-postgres-").FullName;
        try
        {
            return new PostgresCluster(await PostgresNode.StartAsync(folder, isDurable, ct, settings), folder);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Makes a database, empty or a copy of another, and tells how to connect to it.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken ct, string template = "template1")
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await _node.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template}", ct);
        return _node.ConnectionTo(name);
    }

    /// <summary>What it has logged up to now. It is read while it is printed, so that the last of it arrives a moment later.</summary>
    public async Task<string> LogAsync(CancellationToken ct)
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"Logged up to mark {Interlocked.Increment(ref _marks)}.");
        await _node.ExecuteAsync($"DO $$ BEGIN RAISE LOG '{mark}'; END $$", ct);
        while (!_node.Log.Contains(mark, StringComparison.Ordinal)) await Task.Delay(10, ct);
        return _node.Log;
    }

    public Task DropDatabaseAsync(string connection, CancellationToken ct) =>
        _node.ExecuteAsync($"DROP DATABASE {new NpgsqlConnectionStringBuilder(connection).Database} WITH (FORCE)", ct);

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
