using Diplomacy.V1;
using DiplomacyApi.Domain.Negotiations;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Tests.Domain.Law;

namespace DiplomacyApi.Tests.Domain.Negotiations;

/// <summary>The timeline marks what lost its subject, and marks nothing that does something.</summary>
public sealed class TimelineTests
{
    private const int Histories = 500;

    private static readonly Lens[] Lenses =
        [Lens.Open, new(Attribution.Counterpart, null), new(Attribution.Unspecified, World.Start.AddDays(5))];

    [Fact]
    public void What_lost_its_subject_is_marked_without_effect() => Hold((view, entries) => view.Folded
        .Where(one => OracleLost.IsLost(view, one) && entries[one.Name].WithoutEffect is null)
        .Select(one => $"{one.Name} lost its subject and is not marked").FirstOrDefault());

    [Fact]
    public void What_is_marked_without_effect_can_be_left_out_with_no_answer_changed() => Hold((view, entries) =>
    {
        var all = Oracle.Lines(view, Flaw.None).ToList();
        var isJudged = view.Seen.Exists(one => one.Statement.Remark is { Stance: not Stance.Unspecified });
        foreach (var one in view.Folded.Where(one => entries[one.Name].WithoutEffect is not null))
        {
            // The first phase of a meeting and what is replied to hold others in their place, whatever they do.
            if (one.Statement.Meeting is not null || view.Seen.Exists(other => other.Statement.InReplyTo == one.Name)) continue;
            // What promises something again lends it its name, on whatever word.
            if (OracleTexts.PromisedAgain(one.Statement).Length > 0
                    && view.Seen.Exists(other => OracleTexts.ActsOn(other.Statement).Contains(one.Name)))
                continue;
            // Through a minimum basis, a denial may be what leaves its subject out: it undid a confirmation.
            if (one.Statement.Remark is { Stance: Stance.Denies } denial && view.Seen.Exists(other => other.Name == denial.Subject)
                && !view.Folded.Exists(other => other.Name == denial.Subject)) continue;
            // Whatever became of its item, by speaking of it a principal confirms what it denied.
            if (isJudged && one.Statement.Remark is null) continue;
            var without = new OracleView(view.Seen.Where(other => other != one), view.MinBasis, Flaw.None);
            if (!Oracle.Lines(without, Flaw.None).SequenceEqual(all))
                return $"{one.Name} is marked '{entries[one.Name].WithoutEffect}' and does something";
        }
        return null;
    });

    [Fact]
    public void The_timeline_shows_what_is_folded_and_nothing_else() => Hold((view, entries) =>
        entries.Keys.Order(StringComparer.Ordinal).SequenceEqual(view.Folded.Select(one => one.Name).Order(StringComparer.Ordinal))
            ? null
            : $"the timeline has {string.Join(", ", entries.Keys)}, folded are {string.Join(", ", view.Folded.Select(one => one.Name))}");

    [Fact]
    public void The_last_statement_and_activity_are_of_what_is_folded() => LawTests.Hold(Law.Histories.Seeds,
        Histories, seeds => Each(seeds, (rules, view, t) =>
    {
        var status = rules.StatusAt(new Negotiation { Name = World.Negotiation }, t);
        var last = view.Folded.MaxBy(one => (one.Earliest, one.Statement.Revision));
        return (status.LastStatement, status.LastActivity?.Text) == (last?.Name ?? "", last?.Statement.Said.Text)
            ? null
            : $"the last statement is {status.LastStatement}, folded last is {last?.Name}";
    }));

    private static void Hold(Func<OracleView, Dictionary<string, TimelineEntry>, string?> difference) => LawTests.Hold(Law.Histories.Seeds,
        Histories, seeds =>
        Each(seeds, (rules, view, t) =>
            difference(view, rules.TimelineAt(World.Negotiation, t).ToDictionary(entry => entry.Statement.Name))));

    /// <summary>The first difference at any instant, through any lens.</summary>
    private static string? Each(IReadOnlyList<Seed> seeds, Func<KnownStatements, OracleView, DateTimeOffset, string?> difference)
    {
        var history = Law.Histories.From(seeds);
        foreach (var lens in Lenses)
        {
            // A report may be attached after the last statement.
            var known = new OracleKnown(history.Statements, history.Corrections, long.MaxValue, lens, Flaw.None);
            var rules = KnownStatements.Of(history.Statements, history.Corrections, lens);
            foreach (var t in known.All.Select(one => one.Seen).Distinct().Order())
                if (difference(rules, Oracle.View(known, t, Flaw.None), t) is { } found)
                    return $"as of {t:O} through {lens}: {found}";
        }
        return null;
    }
}
