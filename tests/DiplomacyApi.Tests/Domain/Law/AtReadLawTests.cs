using Diplomacy.V1;
using DiplomacyApi.Domain.Rules;
using static DiplomacyApi.Tests.Domain.Law.OracleTexts;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>What is computed at read says what asking the naive fold again says.</summary>
public sealed class AtReadLawTests
{
    private const int Histories = 1_000;

    [Fact]
    public void A_promise_is_missed_where_its_obligation_was_owed_at_its_end() => LawTests.Hold(Law.Histories.Seeds, Histories, seeds =>
    {
        var history = Law.Histories.From(seeds).At(long.MaxValue);
        var known = new OracleKnown(history.Statements, history.Corrections, history.Head, Lens.Open, Flaw.None);
        var rules = Knowledge.Of(history.Statements, history.Corrections, Lens.Open);
        foreach (var t in Instants(known))
        {
            foreach (var subject in rules.Subjects)
            {
                foreach (var spans in rules.History(subject).Obligations.GroupBy(span => (span.Value.Item, span.Value.Debtor)))
                {
                    if (spans.FirstOrDefault(span => span.From <= t && t < span.Until) is not { } now) continue;
                    foreach (var promise in AtRead.Obligation(now, [.. spans], t).Promises)
                    {
                        var expected = IsMissed(known, promise.Statement, Answer.Of(now.Value), t);
                        if (promise.Missed != expected) return $"as of {t:O} {promise.Statement} for {spans.Key} of {subject}: missed is {expected}";
                    }
                }
            }
        }
        return null;
    });

    [Fact]
    public void A_condition_is_live_while_what_it_waits_for_is_owed() => LawTests.Hold(Law.Histories.Seeds, Histories, seeds =>
    {
        var history = Law.Histories.From(seeds).At(long.MaxValue);
        var known = new OracleKnown(history.Statements, history.Corrections, history.Head, Lens.Open, Flaw.None);
        var rules = Knowledge.Of(history.Statements, history.Corrections, Lens.Open);
        foreach (var t in Instants(known))
        {
            var status = rules.StatusAt(new Negotiation { Name = World.Negotiation }, t);
            var expected = string.Join(" ", OracleStatus.LiveConditions(known, t).Order(StringComparer.Ordinal));
            var actual = string.Join(" ", status.Conditions.Select(one => $"{one.Statement}:{one.Blocking}").Order(StringComparer.Ordinal));
            if (expected != actual) return $"as of {t:O}\noracle: {expected}\nrules:  {actual}";
            if (OracleStatus.State(known, t) != status.State) return $"as of {t:O}\noracle: {OracleStatus.State(known, t)}\nrules:  {status.State}";
        }
        return null;
    });

    private static IEnumerable<DateTimeOffset> Instants(OracleKnown known) => known.All.Select(one => one.Seen)
        .Concat(Enumerable.Range(1, 14).Select(day => World.Start.AddDays(day))).Distinct().Order();

    private static bool IsMissed(OracleKnown known, string promise, Answer answer, DateTimeOffset t)
    {
        var said = known.All.Single(one => one.Name == promise);
        if (said.Statement.Promise.Due is not { } due) return false;
        var end = Read(due.Text).Latest > said.Seen ? Read(due.Text).Latest : said.Seen;
        return end <= t && Oracle.At(known, end, Flaw.None).Any(then =>
            then.Subject == answer.Subject && then.Item == answer.Item && then.Debtor == answer.Debtor && OracleStatus.IsOwed(then.State));
    }
}
