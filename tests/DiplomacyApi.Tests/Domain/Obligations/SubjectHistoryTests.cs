using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Tests.Domain.Law;
using Google.Protobuf;

namespace DiplomacyApi.Tests.Domain.Obligations;

/// <summary>A history that goes on with what is recorded next says what a history made from the start says, row for row.</summary>
public sealed class SubjectHistoryTests
{
    private const int HistoriesMin = 2_000;
    private const int WentOnMin = 1_000;
    private const int Acts = 5_000;

    private int _wentOn;
    private int _replaced;

    [Fact]
    public void An_extended_history_equals_one_made_from_the_start()
    {
        LawTests.Hold(Histories.Seeds, HistoriesMin, seeds => Difference(Histories.From(seeds)));
        Assert.True(_wentOn > LawRun.Times(WentOnMin), $"It went on {_wentOn} times.");
        // Two acts of one instant: what the first made of it never held.
        Assert.True(_replaced > LawRun.Times(WentOnMin) / 50, $"A segment was taken away {_replaced} times.");
    }

    [Fact]
    public void A_plain_act_on_a_demand_of_many_acts_is_applied_alone_and_moves_what_it_answers()
    {
        var statements = SubjectFoldTests.DemandWith(Acts);
        var known = KnownStatements.Of(statements[..^1], [], Lens.Open);
        var history = known.Follow("demands/d", TestContext.Current.CancellationToken);
        var (applied, before) = (history.Applied, history.TakeSegments().Obligations.Count);

        Assert.True(known.TryAdd(statements[^1]) && history.TryExtend(statements[^1].Name));

        Assert.Equal(applied + 1, history.Applied);
        // The segment that ends, and the one that begins.
        Assert.Equal(2, history.Changed.Obligations.Count);
        Assert.True(before > Acts / 2, $"{before} segments.");
    }

    private string? Difference(History whole)
    {
        var followed = new Dictionary<string, (SubjectHistory History, Dictionary<string, string> Rows)>(StringComparer.Ordinal);
        for (var k = 1L; k <= whole.Head; k++)
        {
            var known = whole.At(k);
            var next = known.Statements.FirstOrDefault(statement => statement.Revision == k);
            var rules = KnownStatements.Of(known.Statements, known.Corrections, Lens.Open);
            foreach (var subject in rules.Subjects)
            {
                if (followed.TryGetValue(subject, out var one) && next is not null && one.History.Known.TryAdd(next)
                    && one.History.TryExtend(next.Name))
                {
                    Apply(one.History, one.Rows);
                    var expected = RowsOf(rules.History(subject));
                    if (!expected.OrderBy(row => row.Key).SequenceEqual(one.Rows.OrderBy(row => row.Key)))
                        return $"{subject} as known at {k}\nfrom the start: {string.Join("\n  ", expected.Except(one.Rows))}\ngone on: {string.Join("\n  ", one.Rows.Except(expected))}";
                }
                else
                {
                    var history = rules.Follow(subject);
                    followed[subject] = (history, RowsOf(history.TakeSegments()));
                    // Each has its own, as what goes on adds to what is known.
                    rules = KnownStatements.Of(known.Statements, known.Corrections, Lens.Open);
                }
            }
        }
        return null;
    }

    private void Apply(SubjectHistory history, Dictionary<string, string> rows)
    {
        Interlocked.Increment(ref _wentOn);
        var gone = RowsOf(history.Removed);
        if (gone.Count > 0) Interlocked.Increment(ref _replaced);
        foreach (var row in gone) Assert.True(rows.Remove(row.Key), row.Key);
        foreach (var row in RowsOf(history.Changed)) rows[row.Key] = row.Value;
    }

    private static Dictionary<string, string> RowsOf(SubjectSegments history)
    {
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("obligation", history.Obligations, one => $"{one.Item}|{one.Debtor}");
        Add("demand", history.Demands, one => one.Name);
        Add("promise", history.Promises, one => $"{one.Statement}|{one.Debtor}");
        Add("meeting", history.Meetings, one => one.Name);
        Add("activity", history.Activities, _ => "");
        return rows;

        // The last of several of one beginning is what holds.
        void Add<T>(string kind, IEnumerable<DiplomacyApi.Domain.Obligations.Segment<T>> segments, Func<T, string> key) where T : IMessage
        {
            foreach (var segment in segments)
                rows[$"{kind} {key(segment.Value)} from {segment.From:O}"] = $"{segment.Until:O}: {JsonFormatter.Default.Format(segment.Value)}";
        }
    }
}
