using Diplomacy.V1;
using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Watching;
using Microsoft.Extensions.Logging.Abstractions;

namespace DiplomacyApi.Tests.Storage.Reading;

/// <summary>A read sees one state, whatever is written meanwhile.</summary>
public sealed class SnapshotTests
{
    private static CancellationToken Ct => JournalFile.Ct;

    [Fact]
    public async Task A_list_is_whole_while_statements_are_erased()
    {
        await using var file = await TwoAsync();
        const int Demands = 40;
        for (var i = 0; i < Demands; i++) await file.RecordAsync(Say.Demand("russia", "usa", "2022-01-18", $"d{i}", "a", "b", "c"));

        using var done = new CancellationTokenSource();
        var lists = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            var without = 0;
            while (!done.IsCancellationRequested)
                without += file.Queries.Obligations.Demands(null, file.Queries.Points.Of(null), null, 1_000, null, Ct).Items
                    .Count(demand => demand.Debtors.Count == 0);
            return without;
        })).ToList();
        for (var i = 0; i < Demands; i++)
        {
            await file.EraseAsync($"statements/d{i}", ErasureExtent.All);
        }
        await done.CancelAsync();

        Assert.All(await Task.WhenAll(lists), without => Assert.Equal(0, without));
    }

    [Fact]
    public async Task A_due_that_passed_is_reported_under_a_position_that_has_what_set_it()
    {
        await using var file = await TwoAsync();
        await file.Journal.DisposeAsync();
        await using var journal = await JournalStore.OpenAsync(
            new JournalOptions { Path = file.Path, ReadersMax = 1 }, file.Time, NullLoggerFactory.Instance, Ct);
        var begin = file.Time.GetUtcNow();
        await journal.Writer.RecordStatementAsync(Due("first", "2022-02-02"), JournalFile.Recorder, Ct);
        file.Time.Advance(TimeSpan.FromDays(10));
        await journal.Watches.Dues.WaitUntilPastAsync(DueClock.PlaceOf(begin));

        // The only reader is taken, and what passed is asked for before the second demand is recorded.
        using var stopped = new CancellationTokenSource();
        Task endless;
        using (new EndlessRead(file.Path))
        {
            endless = Task.Run(
                () =>
                    journal.Queries.Statements.StatementsBytes(
                        EndlessRead.Filter, journal.Queries.Points.Of(null), 50, null, stopped.Token),
                Ct);
            await Task.Delay(TimeSpan.FromMilliseconds(200), Ct);
        }
        var passed = journal.Watches.PassedAfterAsync(DueClock.PlaceOf(begin), Ct);
        await Task.Delay(TimeSpan.FromMilliseconds(200), Ct);
        file.Time.AdjustTime(begin.AddHours(1));
        var second = await journal.Writer.RecordStatementAsync(Due("second", "2022-02-03"), JournalFile.Recorder, Ct);
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless);

        foreach (var change in (await passed).Items.Select(one => one.Change).Where(change => change.Subject == "demands/second"))
            Assert.Equal(second.LogPosition.Revision, change.LogPosition.Revision);
    }

    private static RecordStatementRequest Due(string demand, string due)
    {
        var request = Say.Demand("russia", "usa", "2022-01-18", demand);
        request.Statement.Demand.Due = new PartialDate { Text = due };
        return request;
    }

    private static async Task<JournalFile> TwoAsync()
    {
        var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        await file.ActorAsync("usa");
        return file;
    }
}
