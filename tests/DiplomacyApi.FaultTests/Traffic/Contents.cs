using DiplomacyApi.FaultTests.Running;

namespace DiplomacyApi.FaultTests.Traffic;

/// <summary>What a place held and answered, to be found there again.</summary>
internal sealed record Contents(Exported Journal, SortedDictionary<string, string> Answers)
{
    private const int Statements = 60;

    /// <summary>Fills a place, and stops its server.</summary>
    public static async Task<Contents> FillAsync(Place place)
    {
        using var server = await ServerProcess.StartAsync(place);
        using var client = place.Client();
        await World.CreateAsync(client);
        await using (var load = new Load(place.Address, Faults.Random(), writers: 2, watchers: 0, pauseMs: 1))
        {
            await load.ReachAsync(Statements);
            await load.EndAsync();
        }
        var journal = await Exported.ReadAsync(client);
        var contents = new Contents(journal, await Traffic.Answers.ReadAsync(client, journal.Head.Revision));
        await server.StopAsync();
        return contents;
    }

    /// <summary>Starts a server there, and finds the same.</summary>
    public async Task CheckAsync(Place place)
    {
        var now = await ReadAsync(place);
        Assert.Equal((Journal.Head, Journal.HeadHash), (now.Journal.Head, now.Journal.HeadHash));
        Assert.Equal(Journal.Entries, now.Journal.Entries);
        Assert.Equal(Answers, now.Answers);
    }

    /// <summary>The same of what was restored, which goes on under an id of its own from an entry that says so. All answers tell that id.</summary>
    public async Task CheckRestoredAsync(Place place)
    {
        await ServerProcess.RunAsync(place, "verify", "--projections");
        Assert.Equal(Journal.Entries, (await ReadAsync(place)).Journal.Entries.SkipLast(1));
    }

    private async Task<Contents> ReadAsync(Place place)
    {
        using var server = await ServerProcess.StartAsync(place);
        using var client = place.Client();
        var now = new Contents(await Exported.ReadAsync(client), await Traffic.Answers.ReadAsync(client, Journal.Head.Revision));
        await server.StopAsync();
        Assert.Equal(0, server.ExitCode);
        return now;
    }
}
