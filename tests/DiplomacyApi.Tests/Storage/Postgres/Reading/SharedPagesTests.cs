using Diplomacy.V1;
using DiplomacyApi.Storage.Postgres.Reading;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Statements;

namespace DiplomacyApi.Tests.Storage.Postgres.Reading;

/// <summary>One reading of a page for all who ask for it meanwhile.</summary>
public sealed class SharedPagesTests(SharedCluster shared)
{
    private const int Callers = 100;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_asks_while_a_page_is_read_shares_the_next_reading_and_not_this_one()
    {
        var (pages, key, other) = (new SharedPages(), StatementPageKey.Of(null, 10, 1), StatementPageKey.Of(null, 10, 2));
        using var isHeld = new ManualResetEventSlim();
        var (begun, readings) = (new TaskCompletionSource(), 0);
        var first = pages.Of(key, Read);
        await begun.Task.WaitAsync(Ct);

        var next = Enumerable.Range(0, Callers).Select(_ => pages.Of(key, Read)).ToList();
        Assert.Equal("other", (await pages.Of(other, () => new FrozenPage(new FrozenItems(), "other"))).NextKey);
        Assert.DoesNotContain(next, one => one.IsCompleted);
        isHeld.Set();

        Assert.Equal("1", (await first).NextKey);
        Assert.All(await Task.WhenAll(next), page => Assert.Equal("2", page.NextKey));
        Assert.Equal("3", (await pages.Of(key, Read)).NextKey);

        FrozenPage Read()
        {
            var number = Interlocked.Increment(ref readings);
            begun.TrySetResult();
            isHeld.Wait(Ct);
            return new FrozenPage(new FrozenItems(), $"{number}");
        }
    }

    [Fact]
    public async Task A_reading_that_fails_fails_for_those_it_was_for_and_is_made_again_for_the_next()
    {
        var (pages, key) = (new SharedPages(), StatementPageKey.Of(null, 10, 1));

        await Assert.ThrowsAsync<IOException>(() => pages.Of(key, () => throw new IOException("away")));

        Assert.Equal("read", (await pages.Of(key, () => new FrozenPage(new FrozenItems(), "read"))).NextKey);
    }

    [Fact]
    public async Task Pages_that_many_ask_for_at_once_are_what_each_would_read_alone()
    {
        await using var journal = await QueriedDatabase.CreateAsync(await shared.StartedAsync(Ct));
        await journal.ActorAsync("ru");
        await journal.ActorAsync("us");
        for (var number = 0; number < 30; number++) await journal.RecordAsync(Say.Remark("ru", "us", "2022-01-18", $"s{number}"));
        var (statements, random) = (journal.Queries.Statements, new Random(1));
        var asked = Enumerable.Range(0, Callers).Select(_ => (
            At: journal.Queries.Points.Of(new ReadAt { KnownAtRevision = journal.Head.Revision - random.Next(3) }),
            Size: random.Next(2) * 10 + 5,
            Filter: random.Next(4) == 0 ? new StatementFilter { Speaker = "actors/ru" } : null)).ToList();

        var pages = await Task.WhenAll(asked.Select(one => Task.Run(
            () => statements.StatementsBytesAsync(one.Filter, one.At, one.Size, null, Ct).AsTask(), Ct)));

        foreach (var (one, page) in asked.Zip(pages))
        {
            var alone = statements.StatementsBytes(one.Filter, one.At, one.Size, null, Ct);
            Assert.Equal((Convert.ToHexString(alone.Frozen.Bytes), alone.NextKey), (Convert.ToHexString(page.Frozen.Bytes), page.NextKey));
        }
    }
}
