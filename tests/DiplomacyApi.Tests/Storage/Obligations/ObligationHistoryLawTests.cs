using Diplomacy.V1;
using DiplomacyApi.Storage.Journal;

namespace DiplomacyApi.Tests.Storage.Obligations;

/// <summary>A history says at every T and K what asking at that T and K says, in random histories, and nothing twice.</summary>
public abstract class ObligationHistoryLawTests
{
    private const int Entries = 150;
    private const int TimesEach = 15;

    /// <summary>Fewer would hardly cut anything.</summary>
    private const int SegmentsMin = 20;

    private static readonly StatusLens OnRecord = new() { MinBasis = Attribution.OnRecord };

    private protected abstract Task<IQueriedJournal> OpenAsync();

    public static TheoryData<int> Seeds => [.. Domain.Law.LawRun.Seeds(6)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_segment_that_holds_says_what_a_list_says_at_every_time_and_revision(int seed)
    {
        await using var journal = await OpenAsync();
        var random = new Random(seed);
        var history = new RandomHistory(journal, random, seed % 2 == 0 ? new Random(seed) : null);
        List<ObligationSegment> segments = [];
        await history.RecordAsync(Entries, () =>
            (segments = Segments(journal, history, journal.Head.Revision, null, superseded: true, random)).Count > SegmentsMin);
        var head = journal.Head.Revision;

        Assert.True(segments.Count > SegmentsMin, $"only {segments.Count} segments");
        Assert.Contains(segments, segment => segment.LastRevision > 0);
        var times = Times(segments, random);
        for (var revision = 0L; revision <= head; revision += random.Next(1, 4))
            foreach (var time in times)
                Same(At(segments.Where(segment => IsKnown(segment, revision)), time), Listed(journal, revision, time, null),
                    $"seed {seed}, K {revision}, T {time:O}");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task What_is_known_at_a_revision_is_what_was_not_superseded_by_then(int seed)
    {
        await using var journal = await OpenAsync();
        var random = new Random(seed);
        var history = new RandomHistory(journal, random);
        await history.RecordAsync(Entries);
        var head = journal.Head.Revision;
        var all = Segments(journal, history, head, null, superseded: true, random);

        for (var revision = head; revision >= 0; revision -= random.Next(1, 9))
        {
            var then = all.Where(segment => IsKnown(segment, revision)).Select(segment =>
            {
                var known = segment.Clone();
                known.LastRevision = 0;
                return known;
            });
            Assert.Equal(then, Segments(journal, history, revision, null, superseded: false, random));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Through_a_lens_a_history_is_folded_as_a_list_is(int seed)
    {
        await using var journal = await OpenAsync();
        var random = new Random(seed);
        var history = new RandomHistory(journal, random);
        await history.RecordAsync(Entries);
        var head = journal.Head.Revision;

        foreach (var revision in new[] { head, head / 2 })
        {
            var segments = Segments(journal, history, revision, OnRecord, superseded: false, random);
            Assert.All(segments, segment => Assert.Equal((0, 0), (segment.FirstRevision, segment.LastRevision)));
            foreach (var time in Times(segments, random))
                Same(At(segments, time), Listed(journal, revision, time, OnRecord), $"seed {seed}, K {revision}, T {time:O}");
        }
    }

    private static List<ObligationSegment> Segments(
        IQueriedJournal journal, RandomHistory history, long revision, StatusLens? lens, bool superseded, Random random)
    {
        var (point, segments) = (new ReadPoint(journal.Head.LogId, revision, DateTimeOffset.MaxValue), new List<ObligationSegment>());
        foreach (var subject in history.Statements.SelectMany(SubjectsOf).Distinct().Order(StringComparer.Ordinal))
        {
            var request = new ListObligationHistoryRequest { Subject = subject, Lens = lens, IncludeSuperseded = superseded };
            var of = new List<ObligationSegment>();
            string? key = null;
            do
            {
                var page = journal.Queries.History.ObligationHistory(request, point, random.Next(1, 8), key, JournalFile.Ct);
                of.AddRange(page.Items);
                key = page.NextKey;
            }
            while (key is not null);
            Assert.Equal(of,
                of.OrderBy(one => one.Obligation.Item, StringComparer.Ordinal).ThenBy(one => one.Obligation.Debtor, StringComparer.Ordinal)
                .ThenBy(one => one.StartTime.ToDateTimeOffset()).ThenBy(one => one.FirstRevision));
            Assert.Equal(of.Count, journal.Queries.History.CountObligationHistory(request, point, JournalFile.Ct));
            segments.AddRange(of);
        }
        return segments;
    }

    /// <summary>A correction may make a promise of any statement.</summary>
    private static IEnumerable<string> SubjectsOf(Statement statement) =>
        new[] { statement.Name, statement.Demand?.Demand, statement.Meeting?.Meeting }.OfType<string>().Where(name => name.Length > 0);

    private static bool IsKnown(ObligationSegment segment, long revision) =>
        segment.FirstRevision <= revision && (segment.LastRevision == 0 || revision <= segment.LastRevision);

    /// <summary>Both sides of every bound of a segment and of a due, and what lies between.</summary>
    private static List<DateTimeOffset> Times(List<ObligationSegment> segments, Random random)
    {
        var turns = segments.SelectMany(segment => new[] { segment.StartTime, segment.EndTime, segment.Obligation.NextChangeTime })
            .Where(time => time is not null)
            .Select(time => time.ToDateTimeOffset()).Distinct().ToArray();
        random.Shuffle(turns);
        return [
            .. turns.Take(TimesEach)
                .SelectMany(turn => new[] { turn.AddTicks(-1), turn, turn.AddTicks(1), turn.AddMinutes(random.Next(1, 5_000)) }),
            DateTimeOffset.MaxValue];
    }

    private static IEnumerable<Obligation> At(IEnumerable<ObligationSegment> segments, DateTimeOffset time) => segments
        .Where(segment => segment.StartTime.ToDateTimeOffset() <= time
            && (segment.EndTime is null || time < segment.EndTime.ToDateTimeOffset()))
        .Select(segment => segment.Obligation)
        .OrderBy(one => one.Subject, StringComparer.Ordinal).ThenBy(one => one.Item, StringComparer.Ordinal)
        .ThenBy(one => one.Debtor, StringComparer.Ordinal);

    private static IEnumerable<Obligation> Listed(
        IQueriedJournal journal, long revision, DateTimeOffset time, StatusLens? lens) => journal.Queries
        .Obligations.Obligations(null, new ReadPoint(journal.Head.LogId, revision, time), lens, 1_000, null, JournalFile.Ct).Items
        .OrderBy(one => one.Subject, StringComparer.Ordinal).ThenBy(one => one.Item, StringComparer.Ordinal)
        .ThenBy(one => one.Debtor, StringComparer.Ordinal);

    private static void Same(IEnumerable<Obligation> segments, IEnumerable<Obligation> listed, string place)
    {
        var (one, other) = (segments.ToList(), listed.ToList());
        Assert.True(one.SequenceEqual(other),
            $"{place}:\nhistory {string.Join("\n  ", one.Except(other))}\nlist {string.Join("\n  ", other.Except(one))}");
    }
}
