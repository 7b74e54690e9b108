using System.Text.RegularExpressions;
using DiplomacyApi.Tests.Server;
using DiplomacyApi.Tests.Storage.Sqlite.QueryPlans;

namespace DiplomacyApi.Tests.Storage.Postgres.QueryPlans;

/// <summary>
/// For no read has PostgreSQL nothing better than to go through a whole table or index, unless there is a reason to. It plans here as if
/// each row were dear, as the tables of a test are so small that to read them all would be the cheapest.
/// </summary>
public sealed partial class PostgresQueryPlanTests
{
    private const int StatementsMin = 30;

    // What the plan goes through, and why it may.
    private static readonly Dictionary<string, string> Allowed = new(StringComparer.Ordinal)
    {
        ["log"] = "One row.",
        ["search_mark"] = "One row.",
        ["epochs_pkey"] = "One row for each time that the log went on under another id; read when it is opened.",
        ["journal_pkey"] = "Their entries; as it is not told how few they are, it may go through a journal that is short.",
        ["payload_erased"] = "Whether there is any.",
        ["makers_pkey"] = "The demands and meetings of all negotiations, which a read with a lens folds one after the other.",
        ["statements_promises"] = "The promises of all negotiations, likewise.",
        ["statements_conditions"] = "The conditions of all negotiations, of which there are few.",
        ["segments_owed"] = "What is owed or contested, which is little of all there is.",
        ["search_words_large"] = "Statements of more words than fit the index, of which there are hardly any.",
    };

    private static CancellationToken Ct => JournalFile.Ct;

    [Fact]
    public async Task Every_read_finds_its_rows()
    {
        await using var cluster = await PostgresCluster.StartAsync(Ct, isDurable: false, "enable_seqscan=off", "cpu_tuple_cost=100",
            "cpu_index_tuple_cost=100", "autovacuum=off",
            "session_preload_libraries=auto_explain", "auto_explain.log_min_duration=0", "log_line_prefix=");
        var database = await cluster.CreateDatabaseAsync(Ct);
        await using (var server = await TestServer.StartOnAsync(database, Repository.At("seeds")))
        {
            await QueryPlanTests.CallAllAsync(server);
            await QueryPlanTests.StreamAllAsync(server);
        }

        var plans = Plan().Matches(await cluster.LogAsync(Ct)).Select(plan => plan.Value).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(plans.Count > StatementsMin, $"only {plans.Count} statements ran");
        var scans = plans.SelectMany(plan => Scan().Matches(plan).Select(scan => (Table: scan.Groups[1].Value, Text: plan)))
            .Where(scan => !scan.Table.StartsWith("pg_", StringComparison.Ordinal)).ToList();
        Assert.All(Allowed.Keys, table => Assert.Contains(scans, scan => scan.Table == table));
        var others = scans.Where(scan => !Allowed.ContainsKey(scan.Table)).Select(scan => $"{scan.Table}: {scan.Text}")
            .DistinctBy(text => Cost().Replace(text, "")).ToList();
        Assert.True(others.Count == 0, string.Join("\n", others));
    }

    // A line of the log, and those that belong to it, which are indented.
    [GeneratedRegex(@"^LOG:  duration: .* plan:(\n\t.*)+", RegexOptions.Multiline)]
    private static partial Regex Plan();

    [GeneratedRegex(@"duration: \S+|\(cost=.*?\)")]
    private static partial Regex Cost();

    // A table, or an index that is gone through from one end to the other: what it looks for would stand below.
    [GeneratedRegex(@"(?:Seq Scan on|Index (?:Only )?Scan (?:Backward )?using|Bitmap Index Scan on) (\w+)(?!.*\n\t +Index Cond)")]
    private static partial Regex Scan();
}
