using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Client.Import;

/// <summary>What is moved by the client arrives whole, also over a connection that is cut.</summary>
public sealed class ResumableImportTests
{
    [Fact]
    public async Task What_one_server_exports_another_imports()
    {
        await using var from = await TestServer.StartSeededAsync();
        await using var to = await TestServer.StartEmptyAsync();
        var request = new ExportStatementsRequest { IncludeNamed = true };

        var acknowledged = await ImportAsync(to.Client, from.Client.ExportStatementsAsync(request, TestServer.Token), new ImportOptions());
        var again = await ImportAsync(to.Client, from.Client.ExportStatementsAsync(request, TestServer.Token), new ImportOptions());

        Assert.Empty(acknowledged.SelectMany(one => one.Problems));
        Assert.Equal(await NamesAsync(from.Client), await NamesAsync(to.Client));
        Assert.Equal(acknowledged.Sum(one => one.Recorded), again.Sum(one => one.Skipped));
        Assert.Equal(0, again.Sum(one => one.Recorded));
    }

    [Fact]
    public async Task An_import_that_is_cut_goes_on_with_the_first_batch_without_an_acknowledgement()
    {
        const int Count = 3_000;
        await using var server = await TestServer.StartSeededAsync();
        await using var proxy = new TcpProxy(server.Address);
        using var client = new DiplomacyClient(new DiplomacyClientOptions { Address = proxy.Address });
        var before = (await NamesAsync(server.Client)).Count;

        var acknowledged = new List<ImportAcknowledgement>();
        await foreach (var one in client.ImportStatementsAsync(Remarks(Count), new ImportOptions(), TestServer.Token))
        {
            acknowledged.Add(one);
            if (one.Number is 1 or 3) proxy.Cut();
        }

        Assert.Equal(Enumerable.Range(1, acknowledged.Count).Select(number => (long)number), acknowledged.Select(one => one.Number));
        Assert.Equal((Count, 0), (acknowledged.Sum(one => one.Recorded + one.Skipped), acknowledged.Sum(one => one.Failed)));
        Assert.Equal(before + Count, (await NamesAsync(server.Client)).Count);
        Assert.Equal(3, proxy.Connections);
    }

    [Fact]
    public async Task Items_that_fail_are_reported_with_their_source_and_too_many_end_the_import()
    {
        await using var server = await TestServer.StartSeededAsync();
        var bad = Item(1);
        bad.Statement.Statement.Speaker = "actors/nobody";
        bad.Source = "talks.csv line 12";

        var received = await ImportAsync(server.Client, Of(Item(0), bad, Item(2)), new ImportOptions { ErrorsMax = 1 });
        var second = bad.Clone();
        second.Statement.StatementId = "another";
        var stopped = await Assert.ThrowsAsync<DiplomacyException>(() =>
            ImportAsync(server.Client, Of(bad, second), new ImportOptions { ErrorsMax = 1 }));

        Assert.Equal((2, 1), (received[0].Recorded, received[0].Failed));
        Assert.Equal(("talks.csv line 12", ErrorReason.UnknownActor), (received[0].Problems[0].Source, received[0].Problems[0].Reason));
        Assert.Equal(ErrorReason.ImportStopped, stopped.Reason);
    }

    [Fact]
    public async Task A_source_that_fails_ends_the_import_as_it_failed()
    {
        await using var server = await TestServer.StartSeededAsync();

        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => ImportAsync(server.Client, Broken(), new ImportOptions()));

        Assert.Equal("line 2", failure.Message);

        static async IAsyncEnumerable<StatementItem> Broken()
        {
            yield return Item(0);
            await Task.Yield();
            throw new InvalidDataException("line 2");
        }
    }

    [Fact]
    public async Task An_export_that_is_cut_goes_on_where_it_was()
    {
        await using var server = await TestServer.StartSeededAsync();
        // More than a connection takes in before it is read, so that the first cut comes in the middle.
        await ImportAsync(server.Client, Of([.. Enumerable.Range(0, 6_000).Select(number => Item(number, new string('x', 2_000)))]),
            new ImportOptions());
        await using var proxy = new TcpProxy(server.Address);
        using var client = new DiplomacyClient(new DiplomacyClientOptions { Address = proxy.Address });
        var request = new ExportStatementsRequest { IncludeNamed = true };

        var (whole, cut) = (new List<StatementItem>(), new List<StatementItem>());
        await foreach (var item in server.Client.ExportStatementsAsync(request, TestServer.Token)) whole.Add(item);
        await foreach (var item in client.ExportStatementsAsync(request, TestServer.Token))
        {
            cut.Add(item);
            if (cut.Count is 40 or 4_500) proxy.Cut();
            if (cut.Count == 50)
                await server.Client.Statements.RecordStatementAsync(Requests.Remark("later"), cancellationToken: TestServer.Token);
        }

        Assert.Equal(whole, cut);
        Assert.True(proxy.Connections > 1, "The export was never cut.");
    }

    [Fact]
    public async Task Actors_are_imported_in_whatever_order()
    {
        await using var server = await TestServer.StartEmptyAsync();
        var ministry = new ActorItem { Actor = new CreateActorRequest { ActorId = "ministry", Actor = Named("Ministry") } };
        ministry.Actor.Actor.Affiliations.Add(new Affiliation { Body = "actors/state", SpeaksFor = true });
        var state = new ActorItem { Actor = new CreateActorRequest { ActorId = "state", Actor = Named("State") } };

        var acknowledged = new List<ImportAcknowledgement>();
        await foreach (var one in server.Client.ImportActorsAsync(Of(ministry, state), new ImportOptions(), TestServer.Token))
            acknowledged.Add(one);

        Assert.Equal(2, Assert.Single(acknowledged).Recorded);

        static Actor Named(string name) =>
            new() { Type = ActorType.State, DisplayNames = { new LocalizedText { Text = name, LanguageCode = "en" } } };
    }

    private static async Task<List<ImportAcknowledgement>> ImportAsync(
        DiplomacyClient client, IAsyncEnumerable<StatementItem> items, ImportOptions options)
    {
        var acknowledged = new List<ImportAcknowledgement>();
        await foreach (var one in client.ImportStatementsAsync(items, options, TestServer.Token)) acknowledged.Add(one);
        return acknowledged;
    }

    private static async Task<List<string>> NamesAsync(DiplomacyClient client)
    {
        var names = new List<string>();
        await foreach (var statement in client.Statements.AllAsync(new ListStatementsRequest { PageSize = 1000 }, TestServer.Token))
            names.Add(statement.Name);
        return names;
    }

    private static IAsyncEnumerable<StatementItem> Remarks(int count) => Of([.. Enumerable.Range(0, count).Select(number => Item(number))]);

    private static StatementItem Item(int number, string words = "")
    {
        var request = Requests.Remark($"Item {number}. {words}".TrimEnd());
        request.StatementId = $"item-{number}";
        return new StatementItem { Statement = request };
    }

    private static async IAsyncEnumerable<T> Of<T>(params T[] items)
    {
        foreach (var item in items) yield return item;
        await Task.CompletedTask;
    }
}
