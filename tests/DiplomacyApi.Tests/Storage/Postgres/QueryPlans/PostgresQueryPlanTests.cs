using System.Text.RegularExpressions;
using DiplomacyApi.Tests.Server;
using DiplomacyApi.Tests.Storage.Sqlite.QueryPlans;

namespace DiplomacyApi.Tests.Storage.Postgres.QueryPlans;

/// <summary>
/// For no read has PostgreSQL nothing better than to go through a whole table, unless there is a reason to. It plans here as if that were
/// dearer than anything else, as the tables of a test are so small that it would be the cheapest way to read them.
/// </summary>
public sealed partial class PostgresQueryPlanTests
{
    private const int StatementsMin = 30;

    // What the plan goes through, and why it may.
    private static readonly Dictionary<string, string> Allowed = new(StringComparer.Ordinal)
    {
        ["log"] = "One row.",
        ["search_mark"] = "One row.",
    };

    private static CancellationToken Ct => JournalFile.Ct;

    [Fact]
    public async Task Every_read_finds_its_rows()
    {
        await using var cluster = await PostgresCluster.StartAsync(Ct, isDurable: false, "enable_seqscan=off",
            "session_preload_libraries=auto_explain", "auto_explain.log_min_duration=0", "log_line_prefix=");
        var database = await cluster.CreateDatabaseAsync(Ct);
        await using (var server = await TestServer.StartOnAsync(database, Repository.At("seeds")))
        {
            await QueryPlanTests.CallAllAsync(server);
            await QueryPlanTests.StreamAllAsync(server);
        }

        var plans = Plan().Matches(cluster.Log).Select(plan => plan.Value).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(plans.Count > StatementsMin, $"only {plans.Count} statements ran");
        var scans = plans.SelectMany(plan => Scan().Matches(plan).Select(scan => (Table: scan.Groups[1].Value, Text: plan))).ToList();
        Assert.All(Allowed.Keys, table => Assert.Contains(scans, scan => scan.Table == table));
        var others = scans.Where(scan => !Allowed.ContainsKey(scan.Table)).Select(scan => $"{scan.Table}: {scan.Text}").ToList();
        Assert.True(others.Count == 0, string.Join("\n", others));
    }

    // A line of the log, and those that belong to it, which are indented.
    [GeneratedRegex(@"^LOG:  duration: .* plan:(\n\t.*)+", RegexOptions.Multiline)]
    private static partial Regex Plan();

    [GeneratedRegex(@"Seq Scan on (\w+)")]
    private static partial Regex Scan();
}
