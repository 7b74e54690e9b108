using Diplomacy.V1;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Benchmarks;

/// <summary>One thing to measure: so many callers, each doing it again and again; how many units one call does.</summary>
internal sealed record Workload(string Name, int Callers, int UnitsPerCall, Func<int, int, Task> Call);

/// <summary>What is measured. An empty call is the floor of the calls after it, a raw insert that of the writes after it.</summary>
internal static class Workloads
{
    private const int ManyCallers = 64;
    private const int FewCallers = 10;

    public static IReadOnlyList<Workload> All(BenchmarkServer server, Filled filled, string folder)
    {
        var run = 0;
        var past = new ReadAt { AsOf = "2019-06-30" };
        return
        [
            new("empty call", ManyCallers, 1, (caller, _) => Empty(server, caller)),
            new("GetStatement", ManyCallers, 1, (caller, call) => Get(server, caller, (caller * 7_919 + call * 104_729) % filled.Demands)),
            new("empty call, 10 callers", FewCallers, 1, (caller, _) => Empty(server, caller)),
            new("ListStatements, page of 100", FewCallers, 1, (caller, _) => List(server, caller)),
            new("pending demands now, page of 50", FewCallers, 1, (caller, _) => Pending(server, caller, null)),
            new("pending demands in the past, page of 50", FewCallers, 1, (caller, _) => Pending(server, caller, past)),
            RawInserts(folder, "raw SQLite insert, 1 a commit (rows)", 1),
            new("RecordStatement, 1 caller", 1, 1, (caller, _) => Record(server, caller, Interlocked.Increment(ref run))),
            new("RecordStatement, 64 callers", ManyCallers, 1, (caller, _) => Record(server, caller, Interlocked.Increment(ref run))),
            RawInserts(folder, "raw SQLite insert, 100 a commit (rows)", 100),
            new("BatchRecordStatements of 100 (statements)", 1, 100, (caller, _) => Batch(server, caller, Interlocked.Add(ref run, 100))),
        ];
    }

    private static async Task Empty(BenchmarkServer server, int caller) =>
        await new JournalService.JournalServiceClient(server.EmptyChannel(caller)).GetJournalAsync(new GetJournalRequest());

    private static async Task Get(BenchmarkServer server, int caller, int number) =>
        await new StatementService.StatementServiceClient(server.Channel(caller)).GetStatementAsync(new GetStatementRequest { Name = $"statements/s-{number}-demand" });

    private static async Task List(BenchmarkServer server, int caller) =>
        await new StatementService.StatementServiceClient(server.Channel(caller)).ListStatementsAsync(new ListStatementsRequest { PageSize = 100 });

    private static async Task Pending(BenchmarkServer server, int caller, ReadAt? at) =>
        await new NegotiationStatusService.NegotiationStatusServiceClient(server.Channel(caller))
            .ListDemandsAsync(new ListDemandsRequest { At = at, Filter = new DemandFilter { Pending = true } });

    private static async Task Record(BenchmarkServer server, int caller, int number) =>
        await new StatementService.StatementServiceClient(server.Channel(caller)).RecordStatementAsync(Filling.Remark(number, $"r-{number}"));

    private static async Task Batch(BenchmarkServer server, int caller, int last)
    {
        var batch = new BatchRecordStatementsRequest();
        for (var number = last - 99; number <= last; number++) batch.Requests.Add(Filling.Remark(number, $"r-{number}"));
        await new StatementService.StatementServiceClient(server.Channel(caller)).BatchRecordStatementsAsync(batch);
    }

    /// <summary>Rows of 300 bytes with three indexes, as the journal's own commits are: WAL, and synchronous.</summary>
    private static Workload RawInserts(string folder, string name, int rowsPerCommit)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, $"raw-{rowsPerCommit}.db")};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        Execute(connection, "CREATE TABLE row (id INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT, bytes BLOB); CREATE INDEX row_a ON row (a); CREATE INDEX row_b ON row (b); CREATE INDEX row_c ON row (c);");
        var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO row (a, b, c, bytes) VALUES ($a, $b, $c, $bytes)";
        foreach (var parameter in new[] { "$a", "$b", "$c" }) insert.Parameters.AddWithValue(parameter, "");
        insert.Parameters.AddWithValue("$bytes", new byte[300]);
        var number = 0;
        return new Workload(name, 1, rowsPerCommit, (_, _) =>
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            for (var row = 0; row < rowsPerCommit; row++)
            {
                number++;
                insert.Parameters["$a"].Value = $"state-{number % 40}";
                insert.Parameters["$b"].Value = $"talks-{number % 50}";
                insert.Parameters["$c"].Value = $"s-{number}";
                insert.ExecuteNonQuery();
            }
            transaction.Commit();
            return Task.CompletedTask;
        });
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
