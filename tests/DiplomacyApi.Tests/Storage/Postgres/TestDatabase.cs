using DiplomacyApi.Storage.Postgres;
using DiplomacyApi.Storage.Postgres.Schema;
using Npgsql;

namespace DiplomacyApi.Tests.Storage.Postgres;

/// <summary>A database of its own in a cluster, which goes with it.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly PostgresCluster? _cluster;

    private TestDatabase(PostgresCluster? cluster, string connection) =>
        (_cluster, Connection, Database) = (cluster, connection, new PostgresDatabase(connection));

    /// <summary>How to connect to it.</summary>
    public string Connection { get; }

    public PostgresDatabase Database { get; }

    /// <summary>An empty one.</summary>
    public static async Task<TestDatabase> CreateAsync(PostgresCluster cluster) =>
        new(cluster, await cluster.CreateDatabaseAsync(JournalFile.Ct));

    /// <summary>One with an empty log.</summary>
    public static async Task<TestDatabase> WithLogAsync(PostgresCluster cluster) => await WithLogAsync(await CreateAsync(cluster));

    /// <summary>One with an empty log, on whichever of two hosts takes writes.</summary>
    public static async Task<TestDatabase> WithLogAsync(ReplicatedCluster cluster)
    {
        await cluster.Primary.ExecuteAsync("CREATE DATABASE test", JournalFile.Ct);
        return await WithLogAsync(new TestDatabase(cluster: null, cluster.ConnectionTo("test")));
    }

    /// <summary>One that is there, reached in another way.</summary>
    public static TestDatabase At(string connection) => new(cluster: null, connection);

    private static async Task<TestDatabase> WithLogAsync(TestDatabase made)
    {
        await using var connection = made.Database.Open();
        Migrations.Apply(connection, made.Database.Name, DateTimeOffset.UnixEpoch);
        return made;
    }

    /// <summary>Another server's.</summary>
    public PostgresDatabase OpenAgain() => new(Connection);

    public void Execute(string sql)
    {
        using var connection = Database.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>The values of the first column.</summary>
    public List<object> Select(string sql)
    {
        using var connection = Database.Open();
        using var command = new NpgsqlCommand(sql, connection);
        using var rows = command.ExecuteReader();
        var found = new List<object>();
        while (rows.Read()) found.Add(rows.GetValue(0));
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (_cluster is not null) await _cluster.DropDatabaseAsync(Connection, CancellationToken.None);
    }
}
