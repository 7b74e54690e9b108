using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace DiplomacyApi.Tests.Storage.Postgres;

/// <summary>A server behind PgBouncer keeps its promises where sessions are its own, and does not start where they are not.</summary>
public sealed class PgBouncerTests(SharedCluster shared)
{
    private static CancellationToken Ct => JournalFile.Ct;

    [Fact]
    public async Task With_sessions_of_its_own_a_server_records_watches_and_reads_also_after_a_restart_of_the_pooler()
    {
        PgBouncer.Need();
        await using var direct = await QueriedDatabase.CreateAsync(await shared.StartedAsync(Ct));
        await using var pooler = await PgBouncer.StartAsync(direct.Connection, "session", Ct);
        await using var pooled = await OpenAsync(direct, pooler);
        await direct.ActorAsync("russia");
        await direct.ActorAsync("usa");

        await RecordReadAndWatchAsync("before");
        await pooler.RestartAsync(Ct);
        await RecordReadAndWatchAsync("after");

        async Task RecordReadAndWatchAsync(string name)
        {
            await direct.RecordAsync(Say.Remark("russia", "usa", "2022-01-18", $"{name}-1"));
            // It hears of it, over a connection that it has opened again where the one before broke.
            while (pooled.Head.Revision < direct.Head.Revision)
                await pooled.Watches.WaitUntilPastAsync(pooled.Head.Revision).WaitAsync(Ct);
            var seen = (await pooled.Watches.StatementsAfterAsync(direct.Head.Revision - 1, Ct)).Items;
            Assert.Single(seen);
            await RetriedAsync(() => pooled.Writer.RecordStatementAsync(
                Say.Remark("usa", "russia", "2022-01-19", $"{name}-2", $"{name}-2"), JournalFile.Recorder, Ct));
            Assert.Contains(direct.Database.Select("SELECT name FROM statements"), there => there.Equals($"statements/{name}-2"));
        }
    }

    [Fact]
    public async Task Where_transactions_share_sessions_no_server_starts()
    {
        PgBouncer.Need();
        await using var direct = await QueriedDatabase.CreateAsync(await shared.StartedAsync(Ct));
        await using var pooler = await PgBouncer.StartAsync(direct.Connection, "transaction", Ct);

        var refused = await Assert.ThrowsAsync<JournalException>(() => OpenAsync(direct, pooler));

        Assert.Contains("pool_mode = session", refused.Message, StringComparison.Ordinal);
    }

    private static Task<JournalStore> OpenAsync(QueriedDatabase direct, PgBouncer pooler) => JournalStore.OpenAsync(
        new JournalOptions { Postgres = pooler.ConnectionTo(direct.Connection), ReadersMax = 1 }, direct.Time, NullLoggerFactory.Instance,
        Ct);

    /// <summary>As a client does while the database cannot be reached.</summary>
    private static async Task RetriedAsync(Func<Task> call)
    {
        while (true)
        {
            try
            {
                await call();
                return;
            }
            catch (RefusedException refused) when (refused.Reason == Diplomacy.V1.ErrorReason.StorageUnavailable)
            {
                await Task.Delay(10, Ct);
            }
        }
    }
}
