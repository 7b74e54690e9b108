using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Writing;

namespace DiplomacyApi.Tests.Storage.Postgres.Writing;

/// <summary>A standby that nobody waited for takes over without the last entries: nobody goes on from there without a word.</summary>
public sealed class LostEntriesTests
{
    private static CancellationToken Ct => JournalFile.Ct;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_knows_entries_which_the_new_primary_lacks_writes_nothing_there(bool hasOthersInTheirPlace)
    {
        await using var cluster = await ReplicatedCluster.StartAsync(Ct, isSynchronous: false);
        await using var database = await TestDatabase.WithLogAsync(cluster);
        await using var journal = PostgresJournal.Open(database);
        await journal.ActorAsync("russia");
        await journal.ActorAsync("usa");
        await cluster.StandbyHasAllAsync(Ct);
        await using (await cluster.StopSendingAsync(Ct))
        {
            await journal.RecordAsync(Remark("first"));
            await cluster.Primary.KillAsync(Ct);
        }
        await cluster.PromoteAsync(Ct);
        if (hasOthersInTheirPlace)
        {
            // A server that started since knows of no others.
            await using var newer = PostgresJournal.Open(database, journal.Time);
            await newer.RecordAsync(Remark("another"));
            await newer.RecordAsync(Remark("yet-another"));
        }
        var there = database.Select("SELECT id FROM journal ORDER BY revision");

        var refused = await Assert.ThrowsAsync<RefusedException>(() => journal.RecordAsync(Remark("second")));

        Assert.Equal(ErrorReason.OutcomeUnknown, refused.Reason);
        var fault = await Assert.ThrowsAsync<OutcomeUnknownException>(() => journal.Loop.Fatal);
        Assert.Contains("has lost entries: revision 3 was recorded", fault.InnerException!.Message, StringComparison.Ordinal);
        Assert.Contains("restore them from the server that had them", fault.InnerException!.Message, StringComparison.Ordinal);
        Assert.Equal(there, database.Select("SELECT id FROM journal ORDER BY revision"));
    }

    private static RecordStatementRequest Remark(string id) => Say.Remark("russia", "usa", "2022-01-18", id);
}
