using Diplomacy.V1;

namespace DiplomacyApi.Tests.Storage.Postgres.Reading;

/// <summary>How often a read asks the database: each time takes as long as the way there and back.</summary>
public sealed class RoundTripsTests
{
    private const int Demands = 48;
    private const int RoundTripsMax = 6;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_page_of_demands_does_not_ask_for_each(bool isPast)
    {
        await using var cluster = await PostgresCluster.StartAsync(Ct, isDurable: false, "log_statement=all", "log_line_prefix=%c|");
        await using var journal = await QueriedDatabase.CreateAsync(cluster);
        await journal.ActorAsync("ru");
        await journal.ActorAsync("us");
        for (var number = 0; number < Demands; number++)
            await journal.RecordAsync(Say.Demand("ru", "us", "2022-01-18", $"d{number}", "a", "b"));
        var then = journal.Head.Revision;
        await journal.RecordAsync(Say.Answer("us", "ru", "2022-01-19", "d0", Disposition.Rejected, "said"));
        var point = journal.Queries.Points.Of(new ReadAt { KnownAtRevision = isPast ? then : journal.Head.Revision });
        var before = await AskedAsync();

        var page = journal.Queries.Obligations.Demands(new DemandFilter { Pending = true }, point, null, Demands, null, Ct);

        Assert.Equal(isPast ? Demands : Demands - 1, page.Items.Count);
        Assert.All(page.Items, demand => Assert.Equal(2, demand.Debtors.Single().ItemsOwed));
        Assert.InRange(await AskedAsync() - before, 1, RoundTripsMax);

        // Of all sessions, without what the clock of dues looks for after a write.
        async Task<int> AskedAsync() => (await cluster.LogAsync(Ct)).Split('\n')
            .Count(line => line.Contains("|LOG:  execute", StringComparison.Ordinal)
                && line.Contains("segments", StringComparison.Ordinal) && !line.Contains("SELECT min(", StringComparison.Ordinal));
    }
}
