using Diplomacy.V1;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Journal;

namespace DiplomacyApi.Tests.Storage;

/// <summary>What the database answers at every T and K is what the rules make of the statements recorded by K and seen by T.</summary>
public abstract class LawTests
{
    private const int Entries = 45;
    private static readonly string[] Projections =
        ["actors", "actor_names", "affiliations", "negotiations", "statements", "corrections", "attachments", "erasures", "moved",
            "changes", "refs", "makers", "segments"];

    private protected abstract Task<IQueriedJournal> OpenAsync();

    // The last three once found what the others had not: a duplicate referred to by name, one that was replaced, one of another act.
    public static TheoryData<int> Seeds => [.. Domain.Law.LawRun.Seeds(12), 1085, 1205, 1368];

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task Answers_follow_from_what_was_known_and_seen(int seed) => AnswersAsync(seed, null);

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task Answers_follow_from_what_was_known_and_not_erased(int seed) => AnswersAsync(seed, new Random(seed));

    private async Task AnswersAsync(int seed, Random? erasing)
    {
        await using var journal = await OpenAsync();
        var random = new Random(seed);
        var history = new RandomHistory(journal, random, erasing);
        await history.RecordAsync(Entries, () => history.Statements.Count > Entries / 4);
        Assert.True(history.Statements.Count > Entries / 4, $"only {history.Statements.Count} statements were recorded");

        var head = journal.Head.Revision;
        for (var revision = 0L; revision <= head; revision += revision > head - 5 ? 1 : random.Next(1, 4))
        {
            var knowledge = KnownStatements.Of(
                history.Statements.Where(statement => statement.Revision <= revision),
                history.Corrections.Where(correction => correction.Revision <= revision),
                Lens.Open);
            var subjects = knowledge.Subjects.Select(subject => knowledge.History(subject)).ToList();
            var instants = subjects.SelectMany(subject => subject.Obligations).Select(segment => segment.From).Distinct().Order().ToList();
            foreach (var asOf in Enumerable.Range(0, Math.Min(4, instants.Count))
                    .Select(_ => instants[random.Next(instants.Count)].AddTicks(random.Next(-1, 2)))
                .Append(journal.Time.GetUtcNow()).Append(DateTimeOffset.MaxValue))
                Compare(journal.Queries, subjects, new ReadPoint(journal.Head.LogId, revision, asOf), random.Next(1, 8),
                    $"seed {seed}, K {revision}, T {asOf:O}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task Rebuilding_changes_nothing(int seed) => RebuildAsync(seed, null);

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task Rebuilding_changes_nothing_after_erasures(int seed) => RebuildAsync(seed, new Random(seed));

    private async Task RebuildAsync(int seed, Random? erasing)
    {
        await using var journal = await OpenAsync();
        await new RandomHistory(journal, new Random(seed), erasing).RecordAsync(Entries);
        var before = journal.Dump(Projections);

        await journal.RebuildAsync();

        Assert.Equal(before, journal.Dump(Projections));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_lens_that_lets_all_pass_changes_nothing(int seed)
    {
        await using var journal = await OpenAsync();
        await new RandomHistory(journal, new Random(seed)).RecordAsync(Entries);
        var point = journal.Queries.Points.Of(null);
        var lens = new StatusLens { MinBasis = Attribution.Media };

        Assert.Equal(All(key => journal.Queries.Obligations.Obligations(null, point, null, 5, key, JournalFile.Ct)),
            All(key => journal.Queries.Obligations.Obligations(null, point, lens, 7, key, JournalFile.Ct)));
        Assert.Equal(All(key => journal.Queries.Obligations.Promises(null, point, null, 5, key, JournalFile.Ct)),
            All(key => journal.Queries.Obligations.Promises(null, point, lens, 7, key, JournalFile.Ct)));
        Assert.Equal(All(key => journal.Queries.Negotiations.Meetings("", point, null, 5, key, JournalFile.Ct)),
            All(key => journal.Queries.Negotiations.Meetings("", point, lens, 7, key, JournalFile.Ct)));
        foreach (var filter in Filters())
            Assert.Equal(All(key => journal.Queries.Obligations.Demands(filter, point, null, 3, key, JournalFile.Ct)),
                All(key => journal.Queries.Obligations.Demands(filter, point, lens, 7, key, JournalFile.Ct)));
    }

    private static IEnumerable<DemandFilter> Filters() =>
    [
        new(),
        new() { Pending = true },
        new() { Contested = true },
        new() { Pending = true, Contested = true, Debtor = "actors/beta" },
        new() { Creditor = "actors/alpha", DueStates = { DueState.Overdue } },
        new() { Negotiation = "negotiations/talks", DueStates = { DueState.Unspecified } },
    ];

    private static void Compare(Queries queries, List<SubjectSegments> subjects, ReadPoint point, int size, string place)
    {
        var asOf = point.AsOf;
        var obligations = subjects.SelectMany(subject => subject.Obligations.Where(segment => Holds(segment, asOf))
            .Select(segment => AsOfCalculator.ObligationAt(
            segment,
            [.. subject.Obligations.Where(other => other.Value.Item == segment.Value.Item && other.Value.Debtor == segment.Value.Debtor)],
            asOf))).ToList();
        Same(Sorted(obligations), All(key => queries.Obligations.Obligations(null, point, null, size, key, JournalFile.Ct)), place);

        var pending = obligations.Where(one => one.State is ObligationState.Outstanding or ObligationState.Acknowledged
            or ObligationState.Promised);
        Same(Sorted(pending),
            All(key => queries.Obligations.Obligations(new ObligationFilter { Pending = true }, point, null, size, key, JournalFile.Ct)),
            place);
        foreach (var due in new[] { DueState.Unspecified, DueState.Due, DueState.Overdue })
            Same(
                Sorted(obligations.Where(one => one.DueState == due && one.Debtor == "actors/beta")),
                All(key =>
                    queries.Obligations.Obligations(new ObligationFilter { DueStates = { due }, Debtor = "actors/beta" }, point, null, size,
                        key, JournalFile.Ct)),
                place);

        var demands = subjects.SelectMany(subject => subject.Demands.Select(segment => (Span: segment, subject.Activities)))
            .Where(one => Holds(one.Span, asOf)).Select(one =>
        {
            var demand = one.Span.Value.Clone();
            demand.LastActivity = one.Activities.Single(activity => Holds(activity, asOf)).Value;
            demand.Debtors.AddRange(AsOfCalculator.RollUp(obligations.Where(owed => owed.Subject == demand.Name), asOf));
            return demand;
        }).OrderByDescending(demand => Earliest(demand.Since)).ThenBy(demand => demand.Name, StringComparer.Ordinal);
        Same(demands, All(key => queries.Obligations.Demands(null, point, null, size, key, JournalFile.Ct)), place);

        var promises = subjects.SelectMany(subject => subject.Promises.Where(segment => Holds(segment, asOf))
                .Select(segment => AsOfCalculator.PromiseAt(segment, obligations.Where(one => one.Subject == subject.Subject), asOf)))
            .OrderByDescending(promise => Earliest(promise.Said)).ThenBy(promise => promise.Statement, StringComparer.Ordinal)
            .ThenBy(promise => promise.Debtor, StringComparer.Ordinal).ToList();
        Same(promises, All(key => queries.Obligations.Promises(null, point, null, size, key, JournalFile.Ct)), place);
        Same(promises.Where(promise => promise.Missed),
            All(key => queries.Obligations.Promises(new PromiseFilter { Missed = true }, point, null, size, key, JournalFile.Ct)), place);

        var meetings = subjects.SelectMany(subject => subject.Meetings)
            .Where(segment => Holds(segment, asOf)).Select(segment => AsOfCalculator.MeetingAt(segment, asOf))
            .OrderBy(meeting => meeting.Name, StringComparer.Ordinal);
        Same(meetings, All(key => queries.Negotiations.Meetings("", point, null, size, key, JournalFile.Ct)), place);
    }

    private static bool Holds<T>(DiplomacyApi.Domain.Obligations.Segment<T> segment, DateTimeOffset asOf) =>
        segment.From <= asOf && (asOf < segment.Until || segment.Until == DateTimeOffset.MaxValue);

    private static IEnumerable<Obligation> Sorted(IEnumerable<Obligation> obligations) => obligations
        .OrderByDescending(one => Earliest(one.Since)).ThenBy(one => one.Subject, StringComparer.Ordinal)
        .ThenBy(one => one.Item, StringComparer.Ordinal).ThenBy(one => one.Debtor, StringComparer.Ordinal);

    private static DateTimeOffset Earliest(PartialDate date) => date.EarliestTime.ToDateTimeOffset();

    private static void Same<T>(IEnumerable<T> expected, IEnumerable<T> actual, string place)
    {
        var (one, other) = (expected.ToList(), actual.ToList());
        Assert.True(one.SequenceEqual(other), $"{place}:\nexpected {string.Join("\n  ", one)}\nactual {string.Join("\n  ", other)}");
    }

    private static List<T> All<T>(Func<string?, Page<T>> page)
    {
        var items = new List<T>();
        for (string? key = null; ;)
        {
            var next = page(key);
            items.AddRange(next.Items);
            if (next.NextKey is null) return items;
            key = next.NextKey;
        }
    }
}
