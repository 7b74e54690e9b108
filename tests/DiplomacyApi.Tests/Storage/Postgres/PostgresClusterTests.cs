using System.Diagnostics;
using Npgsql;

namespace DiplomacyApi.Tests.Storage.Postgres;

/// <summary>The PostgreSQL that the tests make.</summary>
public sealed class PostgresClusterTests
{
    private const int VersionMin = 150000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cluster_is_of_a_version_that_is_served_orders_texts_as_people_do_and_leaves_nothing()
    {
        string host;
        int process;
        await using (var cluster = await PostgresCluster.StartAsync(Ct, isDurable: true, "work_mem=5MB"))
        {
            var connection = await cluster.CreateDatabaseAsync(Ct);
            (host, process) = (new NpgsqlConnectionStringBuilder(connection).Host!, cluster.ProcessId);
            Assert.InRange(
                int.Parse(await ShowAsync(connection, "SHOW server_version_num"), System.Globalization.CultureInfo.InvariantCulture),
                VersionMin, int.MaxValue);
            Assert.Equal(["on", "5MB"], [await ShowAsync(connection, "SHOW fsync"), await ShowAsync(connection, "SHOW work_mem")]);
            Assert.Equal(
                "a B", await ShowAsync(connection, "SELECT string_agg(t, ' ' ORDER BY t) FROM (VALUES ('B'), ('a')) AS words (t)"));
        }

        Assert.False(Directory.Exists(host));
        Assert.DoesNotContain(Process.GetProcesses(), one => one.Id == process);
    }

    private static async Task<string> ShowAsync(string connection, string sql)
    {
        await using var opened = new NpgsqlConnection(connection);
        await opened.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, opened);
        return (string)(await command.ExecuteScalarAsync(Ct))!;
    }
}
