using System.Globalization;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Server;
using Google.Protobuf;
using Microsoft.Extensions.Time.Testing;

namespace DiplomacyApi.Tests.Cases.History;

/// <summary>A case of public history (see README.md beside this file) on a real server, imported through the contract.</summary>
internal sealed class RecordedCase : IAsyncDisposable
{
    private readonly TestServer _server;

    private RecordedCase(TestServer server) => _server = server;

    public DiplomacyClient Client => _server.Client;

    public Uri Address => _server.Address;

    /// <summary>Imports everything at once, as an archive is.</summary>
    public static async Task<RecordedCase> ImportAsync(string name)
    {
        var recorded = await OpenAsync(name, TimeProvider.System);
        await recorded.RecordAsync(Statements(name));
        return recorded;
    }

    /// <summary>Imports in the evening (20:00 UTC) of each day what was published on it, as a desk that follows the press does.</summary>
    public static async Task<RecordedCase> FollowAsync(string name)
    {
        var days = Statements(name).GroupBy(PublishedOn).OrderBy(day => day.Key).ToList();
        var clock = new FakeTimeProvider(days[0].Key);
        var recorded = await OpenAsync(name, clock);
        foreach (var day in days)
        {
            clock.SetUtcNow(day.Key.AddHours(20));
            await recorded.RecordAsync(day);
        }
        return recorded;
    }

    public static string File(string name, string file) => Repository.At("tests", "DiplomacyApi.Tests", "Cases", "History", name, file);

    public async Task<long> RevisionOfAsync(string statement) =>
        (await Client.Statements.GetStatementAsync(
            new GetStatementRequest { Name = $"statements/{statement}" }, cancellationToken: TestServer.Token)).Statement.Revision;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task<RecordedCase> OpenAsync(string name, TimeProvider time)
    {
        var recorded = new RecordedCase(await TestServer.StartAsync("", time));
        await recorded.RecordAsync(
        [
            .. Read<CreateActorRequest>(name, "actors.jsonl").Select(actor => new StatementItem { Actor = actor }),
            .. Read<CreateNegotiationRequest>(name, "negotiations.jsonl")
                .Select(negotiation => new StatementItem { Negotiation = negotiation }),
        ]);
        return recorded;
    }

    private async Task RecordAsync(IEnumerable<StatementItem> items)
    {
        await foreach (var batch in Client.ImportStatementsAsync(
                items.ToAsyncEnumerable(), new ImportOptions { Mode = ImportMode.Batch }, TestServer.Token))
            Assert.Empty(batch.Problems.Select(problem => $"{problem.Source}: {problem.Message}"));
    }

    private static IEnumerable<StatementItem> Statements(string name) => Read<RecordStatementRequest>(name, "statements.jsonl")
        .Select(request => new StatementItem { Statement = request, Source = request.StatementId });

    private static IEnumerable<T> Read<T>(string name, string file)
        where T : IMessage, new() =>
        System.IO.File.ReadLines(File(name, file)).Where(line => !line.StartsWith('#')).Select(JsonParser.Default.Parse<T>);

    private static DateTimeOffset PublishedOn(StatementItem item) =>
        DateTimeOffset.Parse(item.Statement.Statement.Reports[0].Published.Text, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal);
}
