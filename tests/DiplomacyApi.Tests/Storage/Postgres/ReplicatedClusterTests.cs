using Npgsql;

namespace DiplomacyApi.Tests.Storage.Postgres;

/// <summary>The replicated PostgreSQL that the tests make.</summary>
public sealed class ReplicatedClusterTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_standby_takes_over_with_all_that_was_committed_and_who_was_killed_follows_it()
    {
        await using var cluster = await ReplicatedCluster.StartAsync(Ct);
        Assert.Equal("sync", await cluster.Primary.SelectAsync("SELECT sync_state FROM pg_stat_replication", Ct));
        await cluster.Primary.ExecuteAsync("CREATE TABLE kept AS SELECT 1 AS number", Ct);
        var (first, second) = (cluster.Primary.Folder, cluster.Standby!.Folder);

        await cluster.FailOverAsync(Ct);
        await cluster.RejoinAsync(Ct);
        await cluster.Primary.ExecuteAsync("UPDATE kept SET number = 2", Ct);
        Assert.Equal((second, first), (cluster.Primary.Folder, cluster.Standby!.Folder));
        await cluster.FailOverAsync(Ct);

        Assert.Equal(first, cluster.Primary.Folder);
        Assert.Equal(2, await cluster.Primary.SelectAsync("SELECT number FROM kept", Ct));
        await using var source = new NpgsqlDataSourceBuilder(cluster.ConnectionTo(PostgresNode.User)).BuildMultiHost();
        await using var connection = await source.OpenConnectionAsync(TargetSessionAttributes.ReadWrite, Ct);
        Assert.Equal(first, connection.Host);
    }
}
