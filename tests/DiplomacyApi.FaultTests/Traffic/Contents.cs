using DiplomacyApi.FaultTests.Running;

namespace DiplomacyApi.FaultTests.Traffic;

/// <summary>What a server held and answered, to be found there again.</summary>
internal sealed record Contents(Exported Journal, SortedDictionary<string, string> Answers)
{
    private const int Statements = 60;

    /// <summary>Fills a journal, and stops its server.</summary>
    public static async Task<Contents> FillAsync(ServerHome home)
    {
        using var server = await ServerProcess.StartAsync(home);
        using var client = home.Client();
        await World.CreateAsync(client);
        await using (var load = new Load(home.Address, Faults.Random(), writers: 2, watchers: 0, pauseMs: 1))
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
    public async Task CheckAsync(ServerHome home)
    {
        var now = await ReadAsync(home);
        Assert.Equal((Journal.Head, Journal.HeadHash), (now.Journal.Head, now.Journal.HeadHash));
        Assert.Equal(Journal.Entries, now.Journal.Entries);
        Assert.Equal(Answers, now.Answers);
    }

    /// <summary>
    /// The same of what was restored, which goes on under an id of its own from an entry that says so. All responses have that id.
    /// </summary>
    public async Task CheckRestoredAsync(ServerHome home)
    {
        await ServerProcess.RunAsync(home, "verify", "--projections");
        Assert.Equal(Journal.Entries, (await ReadAsync(home)).Journal.Entries.SkipLast(1));
    }

    private async Task<Contents> ReadAsync(ServerHome home)
    {
        using var server = await ServerProcess.StartAsync(home);
        using var client = home.Client();
        var now = new Contents(await Exported.ReadAsync(client), await Traffic.Answers.ReadAsync(client, Journal.Head.Revision));
        await server.StopAsync();
        Assert.Equal(0, server.ExitCode);
        return now;
    }
}
