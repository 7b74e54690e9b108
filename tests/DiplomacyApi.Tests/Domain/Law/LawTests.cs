using CsCheck;
using Diplomacy.V1;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Domain.Statements;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>
/// For every as-of date and every revision, the segments of the rules say what the naive fold says. A failure prints the smallest history
/// found.
/// </summary>
public sealed class LawTests
{
    private const int HistoriesMin = 10_000;
    private const int WalkedWholeMax = 7;

    [Fact]
    public void The_segments_equal_the_naive_fold() =>
        Hold(Histories.Seeds, HistoriesMin, seeds => Difference(Histories.From(seeds), Lens.Open));

    [Fact]
    public void A_minimum_basis_folds_only_the_passing_statements() =>
        Hold(Histories.Seeds, HistoriesMin / 10, seeds =>
            Difference(Histories.From(seeds), new Lens(Attribution.Counterpart, null))
            ?? Difference(Histories.From(seeds), new Lens(Attribution.Readout, null)));

    [Fact]
    public void Published_by_folds_only_what_was_published() =>
        Hold(Histories.Seeds, HistoriesMin / 10, seeds =>
            Difference(Histories.From(seeds), new Lens(Attribution.Unspecified, World.Start.AddDays(5))));

    [Fact]
    public void Now_at_the_head_sees_every_statement() => Hold(Histories.Seeds, HistoriesMin / 10, seeds =>
    {
        var history = Histories.From(seeds);
        var known = new OracleKnown(history.Statements, history.Corrections, history.Head, Lens.Open, Flaw.None);
        var now = history.Statements.Max(one => one.RecordTime.ToDateTimeOffset());
        var last = history.Corrections.Select(one => one.RecordTime.ToDateTimeOffset()).Append(now).Max();
        var unseen = known.All.FirstOrDefault(one => one.Seen > last);
        return unseen is null ? null : $"{unseen.Name} is seen only at {unseen.Seen:O}";
    });

    [Fact]
    public void Annulling_a_statement_equals_never_having_recorded_it() => Hold(Histories.Seeds, HistoriesMin / 10, seeds =>
    {
        var history = Histories.From(seeds);
        var gone = history.Statements[seeds[0].Other % history.Statements.Count];
        var annulled = new Correction
        {
            Name = "corrections/last",
            Subject = gone.Name,
            Label = CorrectionLabel.Error,
            Revision = history.Head + 1,
            RecordTime = history.Statements[^1].RecordTime,
        };
        var with = Rules(history.Statements, [.. history.Corrections, annulled]);
        var without = Rules(history.Statements.Where(one => one.Name != gone.Name).ToList(), history.Corrections);
        return Same(with, without, $"{gone.Name} annulled | never recorded");
    });

    [Fact]
    public void Correcting_a_title_changes_no_answer() => Hold(Histories.Seeds, HistoriesMin / 5, seeds =>
    {
        var history = Histories.From(seeds);
        var corrected = history.Statements[seeds[0].Other % history.Statements.Count];
        var standing = CorrectedStatement.Of(corrected, history.Corrections);
        // What is annulled or marked as a duplicate would stand again by being corrected.
        if (standing.Content is null || standing.InForce is { Label: CorrectionLabel.Duplicate }) return null;
        var replacement = standing.Content.Clone();
        replacement.Summaries.Add(new LocalizedText { Text = "said better" });
        var correction = new Correction
        {
            Name = "corrections/last",
            Subject = corrected.Name,
            Label = CorrectionLabel.Refined,
            Revision = history.Head + 1,
            RecordTime = history.Corrections.Select(one => one.RecordTime).Append(history.Statements[^1].RecordTime).Max(),
            Replacement = replacement,
        };
        // A correction that holds can be corrected as well as the statement itself.
        if (standing.InForce is not null && seeds[0].Lag % 2 == 1) correction.Subject = standing.InForce.Name;
        return Same(Rules(history.Statements, history.Corrections), Rules(history.Statements, [.. history.Corrections, correction]),
            $"{correction.Subject} as it was | mended");
    });

    [Fact]
    public void The_order_of_recording_does_not_matter_where_no_tie_is_broken_by_it() => Hold(Histories.Seeds, HistoriesMin / 10, seeds =>
    {
        var history = Histories.From(seeds, isPlain: true);
        var backwards = history.Statements.Select(one =>
        {
            var other = one.Clone();
            other.Revision = history.Head + 1 - one.Revision;
            return other;
        }).OrderBy(one => one.Revision).ToList();
        return Same(Rules(history.Statements, []), Rules(backwards, []), "as recorded | recorded backwards");
    }, isPlain: true);

    /// <summary>Tries so many histories, and shows the smallest found that breaks the law.</summary>
    internal static void Hold(Gen<Seed[]> seeds, int histories, Func<IReadOnlyList<Seed>, string?> difference, bool isPlain = false)
    {
        var random = PCG.Parse(LawRun.Place);
        var tried = Enumerable.Range(0, LawRun.Times(histories)).Select(_ => seeds.Generate(random, null, out Size _)).ToList();
        var found = tried.AsParallel().AsOrdered().FirstOrDefault(one => difference(one) is not null);
        if (found is null) return;
        var smallest = Histories.Smallest(found, fewer => difference(fewer) is not null);
        Assert.Fail($"LAW_SEED={LawRun.Place}\n{difference(smallest)}\nin{Histories.From(smallest, isPlain)}");
    }

    /// <summary>The first answer in which the rules differ from the oracle, in words; null where they agree everywhere.</summary>
    private static string? Difference(History whole, Lens lens)
    {
        // What was known earlier in a long log is what is known at the head of a shorter one, and those are walked whole.
        var step = whole.Head <= WalkedWholeMax ? 1 : 4;
        for (var k = whole.Head; k > 0; k -= step)
        {
            var history = whole.At(k);
            if (history.Statements.Count == 0) continue;
            var known = new OracleKnown(history.Statements, history.Corrections, k, lens, Flaw.None);
            var rules = KnownStatements.Of(history.Statements, history.Corrections, lens);
            var obligations = rules.Subjects.Select(name => rules.History(name, TestContext.Current.CancellationToken)).ToList();
            var segments = obligations.SelectMany(unit => unit.Obligations).ToList();
            var meetings = obligations.SelectMany(unit => unit.Meetings).ToList();
            var instants = known.All.Select(one => one.Seen).Append(DateTimeOffset.MinValue).Distinct().Order().ToList();
            for (var at = 0; at < instants.Count; at++)
            {
                var expected = Oracle.Lines(known, instants[at], Flaw.None).ToList();
                // Nothing changes between two seen-instants, so the last moment before the next says the same.
                foreach (var t in new[] { instants[at],
                    at + 1 < instants.Count ? instants[at + 1].AddTicks(-1) : DateTimeOffset.MaxValue.AddTicks(-1) })
                {
                    var actual = segments.Where(segment => segment.From <= t && t < segment.Until)
                        .Select(segment => Answer.Of(segment.Value).ToString())
                        .Concat(meetings.Where(segment => segment.From <= t && t < segment.Until)
                            .Select(segment => Answer.Of(segment.Value)))
                        .Order(StringComparer.Ordinal).ToList();
                    if (!expected.SequenceEqual(actual))
                        return $"as of {t:O} as known at {k}\noracle: {string.Join("\n        ", expected.Except(actual))}"
                            + $"\nrules:  {string.Join("\n        ", actual.Except(expected))}";
                }
            }
        }
        return null;
    }

    private static List<string> Rules(IReadOnlyList<Statement> statements, IReadOnlyList<Correction> corrections)
    {
        var rules = KnownStatements.Of(statements, corrections, Lens.Open);
        return rules.Subjects.SelectMany(subject => rules.History(subject).Obligations)
            .Select(segment => $"{segment.From:O} to {segment.Until:O}: {Answer.Of(segment.Value)}").Order(StringComparer.Ordinal).ToList();
    }

    private static string? Same(List<string> one, List<string> other, string what) => one.SequenceEqual(other)
        ? null
        : $"{what}\n{string.Join('\n', one.Except(other))}\n|\n{string.Join('\n', other.Except(one))}";
}
