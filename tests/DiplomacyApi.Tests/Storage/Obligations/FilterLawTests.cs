using System.Globalization;
using Diplomacy.V1;
using DiplomacyApi.Domain.Dates;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Statements;
using static DiplomacyApi.Tests.Storage.RandomFilters;

namespace DiplomacyApi.Tests.Storage.Obligations;

/// <summary>What a filter finds is what fits among all there is, in the same order, at whatever T and K and size of the page.</summary>
public abstract class FilterLawTests
{
    private const int Entries = 45;
    private const int FiltersEach = 120;
    private const int FoundMin = 20;

    private protected abstract Task<IQueriedJournal> OpenAsync();

    public static TheoryData<int> Seeds => [.. Domain.Law.LawRun.Seeds(4)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Of_statements(int seed)
    {
        await using var journal = await OpenAsync();
        var random = new Random(seed);
        var history = new RandomHistory(journal, random);
        await history.RecordAsync(Entries);
        await ReportAsync(journal, history, random);
        var found = 0;
        for (var count = 0; count < FiltersEach; count++)
        {
            var point = PointOf(journal, random);
            var filter = OfStatements(history, random);
            var all = Parsed(All(key => journal.Queries.Statements.StatementsBytes(null, point, 1_000, key, JournalFile.Ct)));

            var listed = Parsed(
                All(key => journal.Queries.Statements.StatementsBytes(filter, point, random.Next(1, 8), key, JournalFile.Ct)));

            Assert.Equal((filter, Names(all.Where(new StatementCriteria(filter).Matches))), (filter, Names(listed)));
            Assert.Equal(listed.Count, journal.Queries.Statements.CountStatements(filter, point, JournalFile.Ct));
            found += listed.Count;
        }
        Assert.True(found > FoundMin, $"only {found} were found");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Of_watched_statements(int seed)
    {
        await using var journal = await OpenAsync();
        var random = new Random(seed);
        var history = new RandomHistory(journal, random);
        await history.RecordAsync(Entries, () => history.Corrections.Count > 1);
        await ReportAsync(journal, history, random);
        var found = 0;
        for (var through = 0L; through < journal.Head.Revision;)
        {
            var read = await journal.Watches.StatementsAfterAsync(through, JournalFile.Ct);
            through = read.Through;
            foreach (var entry in read.Items)
            {
                var (before, after) = (At(entry.Revision - 1), At(entry.Revision));
                for (var count = 0; count < FiltersEach / 10; count++)
                {
                    var criteria = new StatementCriteria(OfStatements(history, random));
                    Assert.Equal(new[] { before, after }.OfType<Statement>().Any(criteria.Matches), entry.Matches(criteria));
                    found += entry.Matches(criteria) ? 1 : 0;
                }
                Assert.Equal(after, entry.Event.Statement);
                Assert.Equal(entry.Event.Kind == StatementEventKind.Corrected, entry.Event.Correction is not null);

                Statement? At(long revision) => journal.Queries.Statements.StatementBytes(entry.Event.Statement.Name,
                    journal.Queries.Points.Of(new ReadAt { KnownAtRevision = revision }), JournalFile.Ct) is { } bytes
                    ? Statement.Parser.ParseFrom(bytes.Span)
                    : null;
            }
        }
        Assert.True(found > FoundMin, $"only {found} were found");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Of_obligations_demands_and_promises(int seed)
    {
        await using var journal = await OpenAsync();
        var random = new Random(seed);
        var history = new RandomHistory(journal, random);
        await history.RecordAsync(Entries);
        var found = 0;
        for (var count = 0; count < FiltersEach; count++)
        {
            var point = PointOf(journal, random);
            var lens = random.Next(3) == 0 ? new StatusLens { MinBasis = Attribution.Media } : null;
            var size = random.Next(1, 8);
            var (owed, demands, promises) = (Obligations(history, random), Demands(history, random), Promises(history, random));

            var obligations = All(key => journal.Queries.Obligations.Obligations(null, point, null, 1_000, key, JournalFile.Ct));
            var listed = All(key => journal.Queries.Obligations.Obligations(owed, point, lens, size, key, JournalFile.Ct));
            Same(owed, obligations.Where(one => Fits(owed, one)), listed);

            var made = All(key => journal.Queries.Obligations.Promises(promises, point, lens, size, key, JournalFile.Ct));
            Same(promises,
                All(key => journal.Queries.Obligations.Promises(null, point, null, 1_000, key, JournalFile.Ct))
                    .Where(one => Fits(promises, one)),
                made);

            var asked = All(key => journal.Queries.Obligations.Demands(demands, point, lens, size, key, JournalFile.Ct));
            var everyDemand = All(key => journal.Queries.Obligations.Demands(null, point, null, 1_000, key, JournalFile.Ct));
            Same(demands, everyDemand.Select(one => Fitting(demands, one)).OfType<Demand>(), asked);
            found += listed.Count + made.Count + asked.Count;
        }
        Assert.True(found > FoundMin, $"only {found} were found");
    }

    private static void Same<T>(Google.Protobuf.IMessage filter, IEnumerable<T> expected, IEnumerable<T> actual)
    {
        var (one, other) = (expected.ToList(), actual.ToList());
        Assert.True(one.SequenceEqual(other), $"{filter}:\nexpected {string.Join("\n  ", one)}\nactual {string.Join("\n  ", other)}");
    }

    private static async Task ReportAsync(IQueriedJournal journal, RandomHistory history, Random random)
    {
        for (var count = 0; count < 6; count++)
            await journal.Writer.AttachReportAsync(new AttachReportRequest
            {
                Statement = Pick(random, history.Statements).Name,
                Report = new Report { Outlet = Pick(random, "actors/beta", "Echo"), LanguageCode = Pick(random, "uk", "de-AT") },
            }, JournalFile.Recorder, JournalFile.Ct);
    }

    private static ReadPoint PointOf(IQueriedJournal journal, Random random)
    {
        var at = new ReadAt { KnownAtRevision = journal.Head.Revision - (random.Next(2) == 0 ? 0 : random.Next(20)) };
        if (random.Next(2) == 0) at.AsOf = $"2022-01-{random.Next(1, 32):00}";
        return journal.Queries.Points.Of(at);
    }

    private static ObligationFilter Obligations(RandomHistory history, Random random)
    {
        var filter = new ObligationFilter { Pending = random.Next(4) == 0, Contested = random.Next(6) == 0 };
        switch (random.Next(8))
        {
            case 0: filter.Debtor = Actor(random); break;
            case 1: filter.Creditor = Actor(random); break;
            case 2: filter.Negotiation = Talks(random); break;
            case 3: filter.DueStates.Add([DueState.Due, DueState.Overdue]); break;
            case 4: filter.Kinds.Add((ObligationKind)random.Next(1, 4)); break;
            case 5: filter.States.Add((ObligationState)random.Next(1, 10)); break;
            case 6: filter.Subject = Pick(random, [.. Referred(Pick(random, history.Statements))]); break;
            default: filter.DueBy = Day(random); break;
        }
        if (random.Next(3) == 0) filter.Creditor = Actor(random);
        return filter;
    }

    private static DemandFilter Demands(RandomHistory history, Random random)
    {
        var filter = new DemandFilter { Pending = random.Next(3) == 0, Contested = random.Next(6) == 0 };
        switch (random.Next(7))
        {
            case 0: filter.Debtor = Actor(random); break;
            case 1: filter.Creditor = Actor(random); break;
            case 2: filter.Negotiation = Talks(random); break;
            case 3: filter.DueStates.Add((DueState)random.Next(1, 3)); break;
            case 4:
                filter.Demands.Add(history.Statements.Where(one => one.Demand is { Demand.Length: > 0 })
                .Take(3).Select(one => one.Demand.Demand)); break;
            case 5: filter.DueBy = Day(random); break;
            default: filter.Since = Pick(random, "2022-01", "../2022-01-15", "2022-01-15/..", Day(random)); break;
        }
        if (random.Next(3) == 0) filter.Debtor = Actor(random);
        return filter;
    }

    private static PromiseFilter Promises(RandomHistory history, Random random)
    {
        var filter = new PromiseFilter { Pending = random.Next(4) == 0, Missed = random.Next(4) == 0 };
        switch (random.Next(6))
        {
            case 0: filter.Debtor = Actor(random); break;
            case 1: filter.Creditor = Actor(random); break;
            case 2: filter.Negotiation = Talks(random); break;
            case 3:
                filter.Demand = history.Statements.Find(one => one.Promise is { Demand.Length: > 0 })?.Promise.Demand
                ?? "demands/none"; break;
            case 4: filter.DueBy = Day(random); break;
            default: filter.Kinds.Add((PromiseKind)random.Next(1, 3)); break;
        }
        return filter;
    }

    private static bool Fits(ObligationFilter filter, Obligation one) =>
        IsOpen(filter.Pending, filter.Contested, IsOwed(one.State), one.State == ObligationState.Disputed)
        && IsOrAny(filter.Debtor, one.Debtor) && IsOrAny(filter.Negotiation, one.Negotiation) && IsOrAny(filter.Subject, one.Subject)
        && (filter.Creditor.Length == 0 || one.Creditors.Contains(filter.Creditor))
        && IsOneOf(filter.DueStates, one.DueState) && IsOneOf(filter.Kinds, one.Kind) && IsOneOf(filter.States, one.State)
        && (IsDueBy(filter.DueBy, one.DueAsked) || IsDueBy(filter.DueBy, one.DuePromised));

    private static bool Fits(PromiseFilter filter, Promise one) =>
        (!filter.Pending || IsOwed(one.State)) && (!filter.Missed || one.Missed)
        && IsOrAny(filter.Debtor, one.Debtor) && IsOrAny(filter.Negotiation, one.Negotiation) && IsOrAny(filter.Demand, one.Demand)
        && (filter.Creditor.Length == 0 || one.Creditors.Contains(filter.Creditor)) && IsOneOf(filter.Kinds, one.Kind)
        && IsDueBy(filter.DueBy, one.Due);

    /// <summary>The demand with the debtors that fit; null where it does not.</summary>
    private static Demand? Fitting(DemandFilter filter, Demand demand)
    {
        var fits = IsOrAny(filter.Negotiation, demand.Negotiation) && IsOneOf(filter.Demands, demand.Name)
            && (IsDueBy(filter.DueBy, demand.DueAsked)
                || demand.Debtors.Any(one => one.ItemsOwed > 0
                    && (IsDueBy(filter.DueBy, one.DueAsked) || IsDueBy(filter.DueBy, one.DuePromised))))
            && (filter.Creditor.Length == 0 || demand.Creditors.Contains(filter.Creditor)) && IsWithin(filter.Since, demand.Since);
        if (!fits) return null;
        var fitting = demand.Clone();
        fitting.Debtors.Clear();
        fitting.Debtors.AddRange(demand.Debtors.Where(one => IsOrAny(filter.Debtor, one.Debtor) && IsOneOf(filter.DueStates, one.DueState)
            && IsOpen(filter.Pending, filter.Contested, one.ItemsOwed > 0, one.ItemsContested > 0)));
        var isAboutDebtors = filter.Pending || filter.Contested || filter.Debtor.Length > 0 || filter.DueStates.Count > 0;
        return isAboutDebtors && fitting.Debtors.Count == 0 ? null : fitting;
    }

    private static bool IsOpen(bool pending, bool contested, bool isOwed, bool isContested) =>
        (!pending && !contested) || (pending && isOwed) || (contested && isContested);

    private static bool IsOwed(ObligationState state) =>
        state is ObligationState.Outstanding or ObligationState.Acknowledged or ObligationState.Promised;

    private static bool IsOrAny(string wanted, string value) => wanted.Length == 0 || wanted == value;

    private static bool IsOneOf<T>(IReadOnlyCollection<T> wanted, T value) => wanted.Count == 0 || wanted.Contains(value);

    private static bool IsDueBy(string date, PartialDate? due) =>
        date.Length == 0 || (due is not null && EdtfDate.Parse(due.Text).Latest <= EdtfDate.Parse(date).Latest);

    private static bool IsWithin(string range, PartialDate since)
    {
        if (range.Length == 0) return true;
        var (bounds, day) = (EdtfDate.Parse(range), EdtfDate.Parse(since.Text).Earliest);
        return (range.StartsWith("../", StringComparison.Ordinal) || day >= bounds.Earliest) && day < bounds.Latest;
    }

    private static string Actor(Random random) => Pick(random, "actors/alpha", "actors/beta", "actors/gamma");

    private static string Talks(Random random) => Pick(random, "negotiations/talks", "negotiations/other-talks");

    private static string Day(Random random) => string.Create(CultureInfo.InvariantCulture, $"2022-01-{random.Next(1, 32):00}");

    private static List<Statement> Parsed(IEnumerable<ReadOnlyMemory<byte>> statements) =>
        [.. statements.Select(bytes => Statement.Parser.ParseFrom(bytes.Span))];

    private static string Names(IEnumerable<Statement> statements) => string.Join(' ', statements.Select(statement => statement.Name));

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
