using Diplomacy.V1;
using DiplomacyApi.Domain;

namespace DiplomacyApi.Tests.Storage.Watching;

/// <summary>
/// However many watch, each entry is read once; who is further behind than what is kept is given the same from the store.
/// </summary>
public sealed class WatchesTests
{
    private const int Writes = 40;

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(200)]
    public async Task What_is_read_does_not_grow_with_those_who_watch(int watchers)
    {
        await using var file = await JournalFile.OpenAsync(readersMax: 4);
        foreach (var actor in new[] { "russia", "usa" }) await file.ActorAsync(actor);
        var start = file.Journal.Head.Revision;
        var followed = Enumerable.Range(0, watchers).Select(_ => Task.Run(() => FollowAsync(file, start, start + Writes), JournalFile.Ct))
            .ToList();

        for (var write = 0; write < Writes; write++) await file.RecordAsync(Say.Remark("usa", "russia", "2022-01-19"));
        var revisions = await Task.WhenAll(followed);

        Assert.All(revisions, one => Assert.Equal(Enumerable.Range(1, Writes).Select(number => start + number), one));
        Assert.Equal(Writes, file.Journal.Watches.EntriesRead);
    }

    [Fact]
    public async Task Who_is_further_behind_than_what_is_kept_reads_from_the_store_and_all_are_given_the_same()
    {
        const int Characters = 10_000;
        const int Entries = (int)(3 * Limits.WatchedBytesMax / 2 / Characters);
        await using var file = await JournalFile.OpenAsync(readersMax: 4);
        foreach (var actor in new[] { "russia", "usa" }) await file.ActorAsync(actor);
        var start = file.Journal.Head.Revision;
        await Task.WhenAll(Enumerable.Range(0, Entries).Select(_ => file.RecordAsync(Long())));
        var head = file.Journal.Head.Revision;

        var first = await FollowAsync(file, start, head);
        var watches = file.Journal.Watches;
        Assert.Equal(Entries, watches.EntriesRead);
        var within = await FollowAsync(file, head - 10, head);
        Assert.Equal(Entries, watches.EntriesRead);
        var behind = await FollowAsync(file, start, head);

        Assert.InRange(watches.EntriesRead, Entries + 1, 2 * Entries);
        Assert.Equal(Enumerable.Range(1, Entries).Select(number => start + number), first);
        Assert.Equal(first, behind);
        Assert.Equal(first.TakeLast(10), within);

        static RecordStatementRequest Long()
        {
            var request = Say.Remark("usa", "russia", "2022-01-19");
            request.Statement.Summaries.Add(new LocalizedText { Text = new string('x', Characters) });
            return request;
        }
    }

    private static async Task<List<long>> FollowAsync(JournalFile file, long start, long until)
    {
        var (seen, cursor) = (new List<long>(), start);
        while (cursor < until)
        {
            await file.Journal.Watches.WaitUntilPastAsync(cursor);
            var read = await file.Journal.Watches.StatementsAfterAsync(cursor, JournalFile.Ct);
            seen.AddRange(read.Items.Select(item => item.Revision));
            cursor = read.Through;
        }
        return seen;
    }
}
