using Diplomacy.V1;
using DiplomacyApi.Storage.Import;
using DiplomacyApi.Storage.Writing;

namespace DiplomacyApi.Tests.Storage.Writing;

/// <summary>Rows are written behind what decides them, in the same order, and what goes wrong with them is told.</summary>
public sealed class RowsBehindTests
{
    private static readonly string[] Tables = ["statements", "refs", "makers", "segments", "changes"];

    [Fact]
    public void Entries_are_written_in_their_order_beside_their_caller()
    {
        var (written, threads) = (new List<long>(), new HashSet<int>());
        using var rows = new RowsBehind(entry =>
        {
            written.Add(entry.Revision);
            threads.Add(Environment.CurrentManagedThreadId);
        });

        for (var revision = 1; revision <= 2_000; revision++) rows.Add(EntryOf(revision));
        rows.Flush();

        Assert.Equal(Enumerable.Range(1, 2_000).Select(revision => (long)revision), written);
        Assert.DoesNotContain(Environment.CurrentManagedThreadId, threads);
        Assert.Single(threads);
    }

    [Fact]
    public void After_one_that_failed_none_is_written_and_the_caller_is_told()
    {
        var written = new List<long>();
        using var rows = new RowsBehind(entry => written.Add(entry.Revision < 3
            ? entry.Revision
            : throw new InvalidOperationException("full")));

        var failed = Assert.Throws<InvalidOperationException>(() =>
        {
            for (var revision = 1; revision <= 2_000; revision++) rows.Add(EntryOf(revision));
            rows.Flush();
        });

        Assert.Equal("full", failed.Message);
        Assert.Equal([1L, 2L], written);
        Assert.Throws<InvalidOperationException>(rows.Flush);
    }

    [Fact]
    public void What_still_waits_when_it_is_left_is_not_written()
    {
        using var isHeld = new ManualResetEventSlim();
        var written = new List<long>();
        var rows = new RowsBehind(entry =>
        {
            written.Add(entry.Revision);
            isHeld.Wait();
        });
        for (var revision = 1; revision <= 10; revision++) rows.Add(EntryOf(revision));
        while (Volatile.Read(ref written).Count == 0) Thread.Yield();

        var leaving = new Thread(rows.Dispose);
        leaving.Start();
        while (leaving.ThreadState != ThreadState.WaitSleepJoin) Thread.Yield();
        isHeld.Set();
        leaving.Join();

        Assert.Equal([1L], written);
    }

    [Fact]
    public async Task A_large_group_leaves_the_rows_that_its_entries_leave_one_by_one()
    {
        await using var together = await FilledAsync();
        await using var alone = await FilledAsync();
        var requests = Acts().ToList();

        await together.Journal.Imports.RecordTogetherAsync(
            new StatementBatch(), [.. requests.Select(Row)], JournalFile.Recorder, JournalFile.Ct);
        foreach (var request in requests) await alone.Writer.RecordStatementAsync(request, JournalFile.Recorder, JournalFile.Ct);

        Assert.True(requests.Count >= RowsBehind.EntriesMin);
        Assert.Equal(alone.Dump(Tables), together.Dump(Tables));
        Assert.Null(together.Flaw());
        await together.RebuildAsync();
        Assert.Equal(alone.Dump(Tables), together.Dump(Tables));
    }

    private static ImportRow Row(RecordStatementRequest request) => ImportRow.Of(new StatementItem { Statement = request });

    private static Entry EntryOf(long revision) => new()
    {
        Revision = revision,
        Kind = JournalEntryKind.Statement,
        RecordTime = 0,
        Recorder = JournalFile.Recorder,
        Message = new Statement(),
    };

    private static async Task<JournalFile> FilledAsync()
    {
        var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        await file.ActorAsync("usa");
        return file;
    }

    /// <summary>
    /// Demands, and what is said on them, each act on one that was made in the same group; more than a rebuild takes at once.
    /// </summary>
    private static IEnumerable<RecordStatementRequest> Acts()
    {
        for (var number = 0; number < Rebuild.Chunk + 60; number++)
            yield return number % 6 == 0
                ? Say.Demand("russia", "usa", "2022-01-18", $"asked-{number}", "missiles", "borders")
                : Say.Answer("usa", "russia", $"2022-01-{19 + number % 6}", $"asked-{number / 6 * 6}",
                    number % 2 == 0 ? Disposition.Rejected : Disposition.Countered, $"said-{number}");
    }
}
