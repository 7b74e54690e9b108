using Diplomacy.V1;
using DiplomacyApi.Tests.Server.Import;
using DiplomacyApi.Tests.Server.Journal;

namespace DiplomacyApi.Tests.Server.Statements;

/// <summary>What an export gives is what an import takes.</summary>
public sealed class ExportStatementsTests
{
    private static readonly string[] Dates = ["", "2021-12-20", "2022-01-10", "2022-01-18", "2022-01-26", "2022-01-28", "2022-02-17"];

    [Fact]
    public async Task An_empty_server_that_takes_an_export_answers_the_same()
    {
        await using var from = await TestServer.StartSeededAsync();
        await Answers.AddToAsync(from.Client);
        await using var to = await TestServer.StartEmptyAsync();
        var exported = await Imports.ExportAsync(from.Client, new ExportStatementsRequest { IncludeNamed = true });

        var tried = await Imports.ImportAsync(to.Client, new ImportOptions { DryRun = true }, exported);
        var taken = await Imports.ImportAsync(to.Client, new ImportOptions(), exported);
        var again = await Imports.ImportAsync(to.Client, new ImportOptions { Mode = ImportMode.Batch }, exported);

        Assert.Equal((exported.Count, 0, 0), (taken[0].Recorded, taken[0].Skipped, taken[0].Failed));
        Assert.Equal((exported.Count, 0, 0), (tried[0].Recorded, tried[0].Skipped, tried[0].Failed));
        Assert.Equal((0, exported.Count, 0), (again[0].Recorded, again[0].Skipped, again[0].Failed));
        // Who is named by nobody is not exported.
        await CopyOthersAsync(from, to);
        foreach (var date in Dates)
            Assert.Equal(await Answers.OfContentAtAsync(from.Client, date), await Answers.OfContentAtAsync(to.Client, date));
        Assert.Equal(Bare(exported), Bare(await Imports.ExportAsync(to.Client, new ExportStatementsRequest { IncludeNamed = true })));
    }

    [Fact]
    public async Task A_part_of_the_log_is_exported_with_what_was_recorded_about_it_by_then()
    {
        await using var server = await TestServer.StartSeededAsync();
        var before = await server.HeadAsync();
        await Answers.AddToAsync(server.Client);

        var then = await Imports.ExportAsync(server.Client, new ExportStatementsRequest { At = new ReadAt { KnownAtRevision = before } });
        var ofOne = await Imports.ExportAsync(server.Client,
            new ExportStatementsRequest { Filter = new StatementFilter { Speaker = "actors/united-states" } });

        var listed = await server.Client.Statements.ListStatementsAsync(
            new ListStatementsRequest { PageSize = 1_000, At = new ReadAt { KnownAtRevision = before } },
            cancellationToken: TestServer.Token);
        Assert.Equal(listed.Statements.Select(one => one.Name).Reverse(), then.Select(item => $"statements/{item.Statement.StatementId}"));
        Assert.All(ofOne.Where(item => item.Statement is not null), item =>
            Assert.Equal("actors/united-states", item.Statement.Statement.Speaker));
        Assert.Equal([1, 1], [ofOne.Count(item => item.Correction is not null), ofOne.Count(item => item.Report is not null)]);
    }

    private static async Task CopyOthersAsync(TestServer from, TestServer to)
    {
        var all = await from.Client.Actors.ListActorsAsync(new ListActorsRequest { PageSize = 1_000 }, cancellationToken: TestServer.Token);
        var there = await to.Client.Actors.ListActorsAsync(new ListActorsRequest { PageSize = 1_000 }, cancellationToken: TestServer.Token);
        var missing = all.Actors.Where(actor => there.Actors.All(one => one.Name != actor.Name))
            .Select(actor => new ActorItem { Actor = new CreateActorRequest { ActorId = actor.Name["actors/".Length..], Actor = actor } })
            .ToList();
        if (missing.Count > 0) Assert.Equal(0, (await Imports.ImportAsync(to.Client, new ImportOptions(), missing))[0].Failed);
    }

    /// <summary>Items without what the server fills.</summary>
    private static IEnumerable<string> Bare(IEnumerable<StatementItem> items) => items.Select(item =>
        System.Text.RegularExpressions.Regex.Replace(
            item.ToString(), """ "(revision|recordTime|recorder|etag|attachedRevision)": "[^"]*",?""", ""));
}
