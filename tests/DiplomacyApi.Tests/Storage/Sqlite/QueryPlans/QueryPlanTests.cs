using System.Text.RegularExpressions;
using Diplomacy.V1;
using DiplomacyApi.Tests.Server;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Tests.Storage.Sqlite.QueryPlans;

/// <summary>No statement goes through a whole table, unless it is on the list of those that have a reason to.</summary>
public sealed partial class QueryPlanTests
{
    private const int StatementsMin = 30;
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    [Fact]
    public async Task Every_statement_finds_its_rows()
    {
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-").FullName;
        var steps = new List<(string Sql, string Step)>();
        using (var trace = new SqlTrace())
        {
            await using (var server = await TestServer.StartSeededAsync(folder: folder))
            {
                await CallAllAsync(server);
                await StreamAllAsync(server);
            }
            steps.AddRange(Scans(Path.Combine(folder, TestServer.JournalName)));
            await using var file = await JournalFile.OpenAsync();
            await WriteAllAsync(file);
            steps.AddRange(Scans(file.Path));
        }
        Directory.Delete(folder, recursive: true);

        var others = steps.Where(step => !AllowedScan.All.Any(allowed => allowed.Permits(step.Sql, step.Step)))
            .Select(step => $"{step.Step}: {step.Sql}").ToList();
        Assert.True(others.Count == 0, string.Join("\n", others));
        Assert.All(AllowedScan.All, allowed => Assert.Contains(steps, step => allowed.Permits(step.Sql, step.Step)));
    }

    [Theory]
    [InlineData("SELECT name FROM statements WHERE speaker = ?1", true)]
    [InlineData("SELECT s.name FROM statements s WHERE s.form = 1 ORDER BY s.name", true)]
    [InlineData("UPDATE segments SET state = 1 WHERE debtor = ?1", true)]
    [InlineData("SELECT min(from_time) FROM segments WHERE kind = 1", true)]
    [InlineData("SELECT bytes FROM actors WHERE name IN (SELECT value FROM json_each(?1))", false)]
    [InlineData("SELECT revision FROM statements WHERE name = ?1", false)]
    public async Task A_walk_through_a_table_is_seen(string sql, bool isScan)
    {
        await using var file = await JournalFile.OpenAsync();
        using var connection = Open(file.Path);

        Assert.Equal(isScan, Scans(connection, sql).Any());
    }

    private static List<(string Sql, string Step)> Scans(string file)
    {
        var texts = SqlTrace.Of(file);
        Assert.True(texts.Count > StatementsMin, $"only {texts.Count} statements ran");
        using var connection = Open(file);
        return [.. texts.Where(sql => !Managing().IsMatch(sql)).SelectMany(sql => Scans(connection, sql).Select(step => (sql, step)))];
    }

    private static IEnumerable<string> Scans(SqliteConnection connection, string sql) =>
        Rows(connection, $"EXPLAIN QUERY PLAN {sql}").Where(step => Scan().IsMatch(step));

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        using var attach = connection.CreateCommand();
        attach.CommandText = $"ATTACH DATABASE '{file}.search' AS search";
        attach.ExecuteNonQuery();
        return connection;
    }

    private static async Task WriteAllAsync(JournalFile file)
    {
        var history = new RandomHistory(file, new Random(7));
        await history.RecordAsync(80);
        await file.Writer.AttachReportAsync(
            new AttachReportRequest
            {
                Statement = history.Statements[0].Name,
                Report = new Report { Outlet = "Echo" },
                RequestId = "attached",
            },
            JournalFile.Recorder, JournalFile.Ct);
        await file.EraseAsync(history.Statements[1].Name, ErasureExtent.Words);
        await file.Writer.UpdateActorAsync(
            new UpdateActorRequest
            {
                Actor = new Actor { Name = "actors/alpha", DisplayNames = { new LocalizedText { Text = "Alpha, renamed" } } },
            },
            JournalFile.Recorder, JournalFile.Ct);
    }

    private static List<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        // What is not bound is null, which changes no plan.
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(reader.GetString(3));
        return rows;
    }

    /// <summary>Reads all that can be read.</summary>
    internal static async Task CallAllAsync(TestServer server)
    {
        var meeting = (await server.Client.Negotiations.ListMeetingsAsync(new ListMeetingsRequest())).Meetings[0].Name;
        var statement = (await server.Client.Statements.ListStatementsAsync(new ListStatementsRequest { PageSize = 1 })).Statements[0].Name;
        var names = new Dictionary<string, string>
        {
            ["diplomacyapi/Actor"] = "actors/russia",
            ["diplomacyapi/Demand"] = Requests.Proposals,
            ["diplomacyapi/Negotiation"] = Requests.Talks,
            ["diplomacyapi/Statement"] = statement,
            ["diplomacyapi/Meeting"] = meeting,
            ["*"] = Requests.Proposals,
        };
        using var channel = GrpcChannel.ForAddress(server.Address);
        var every = new EveryRead(names, await server.HeadAsync());
        foreach (var method in EveryRead.Methods)
        {
            var answered = 0;
            foreach (var request in every.Of(method)) answered += await CallAsync(channel, method, request) ? 1 : 0;
            // Of corrections there are none among the seeds.
            Assert.True(answered > 0 || method.Name == "GetCorrection", $"{method.Name} was never answered.");
        }
    }

    private static async Task<bool> CallAsync(GrpcChannel channel, MethodDescriptor method, IMessage request)
    {
        try
        {
            await channel.CreateCallInvoker()
                .AsyncUnaryCall(new Method<byte[], byte[]>(MethodType.Unary, method.Service.FullName, method.Name, Bytes, Bytes), null,
                    new CallOptions(cancellationToken: TestServer.Token), request.ToByteArray());
            return true;
        }
        catch (RpcException refused)
            when (refused.StatusCode is StatusCode.InvalidArgument or StatusCode.NotFound or StatusCode.FailedPrecondition)
        {
            // Not every field goes with every other.
            return false;
        }
    }

    /// <summary>Begins each stream.</summary>
    internal static async Task StreamAllAsync(TestServer server)
    {
        var client = server.Client;
        await FirstAsync(client.Statements.WatchStatements(new WatchStatementsRequest { Start = new WatchStart { FromEarliest = new() } }));
        await FirstAsync(client.Negotiations.WatchDemands(new WatchDemandsRequest { Start = new WatchStart { FromEarliest = new() } }));
        await FirstAsync(
            client.Negotiations.WatchDemands(new WatchDemandsRequest { Start = new WatchStart { FromNow = new() }, SendSnapshot = true }));
        await FirstAsync(client.Statements.ExportStatements(new ExportStatementsRequest { IncludeNamed = true }));

        static async Task FirstAsync<T>(AsyncServerStreamingCall<T> call)
        {
            using (call) Assert.True(await call.ResponseStream.MoveNext(TestServer.Token));
        }
    }

    // Transactions, settings and files have no plan.
    [GeneratedRegex(@"^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA|ATTACH|DETACH|CREATE|DROP|ALTER|VACUUM|EXPLAIN)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Managing();

    // A table, by its name or alias; not rows that are made on the way. What is searched for by its kind alone is most of a table.
    [GeneratedRegex(@"^SCAN (?!CONSTANT ROW|json_each|\()|^SEARCH .* \((kind|state|act_kind)=\?\)")]
    private static partial Regex Scan();
}
