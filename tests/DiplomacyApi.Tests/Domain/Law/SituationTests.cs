using CsCheck;
using Diplomacy.V1;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Domain.Statements;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>The histories that the law tries meet the situations that it is about, and not once by luck.</summary>
public sealed class SituationTests(ITestOutputHelper output)
{
    private const int Histories = 4_000;
    private const int TimesMin = 10;

    private static readonly Dictionary<string, Func<History, bool>> Situations = new()
    {
        ["an act on what is annulled"] = history => Lost(history, Lens.Open, known => known.Count < history.Statements.Count),
        ["an act on what is denied"] = history => Lost(history, Lens.Open, known => known.Count == history.Statements.Count),
        ["an act on what is not published"] = history =>
            Lost(history, new Lens(Attribution.Unspecified, World.Start.AddDays(5)), known => known.Count > 1),
        ["an act on what a minimum basis leaves out"] = history => Lost(history, new Lens(Attribution.Counterpart, null), _ => true),
        ["an act on a duplicate"] = history => history.Corrections.Any(one => one.Label == CorrectionLabel.Duplicate
            && history.Statements.Any(other => References.Of(other)
                .Contains(OracleTexts.MadeDemand(history.Statements.Single(said => said.Name == DuplicateIn(history, one)))))),
        ["a joint answer, denied by one, where each answers in its own name"] = history =>
            history.Statements.Any(one => one.OnBehalfOf.Count > 1
            && one.Response is { } act
            && history.Statements.Any(other => other.Demand is { InOwnName: true } demand && act.Demands.Contains(demand.Demand))
            && history.Statements.Any(other => other.Remark is { Stance: Stance.Denies } remark && remark.Subject == one.Name
                && other.OnBehalfOf.Count == 0)),
        ["a later phase with a vague date, and a reply"] = history =>
            history.Statements.Any(one => one.Response is { Meeting.Length: > 0 } reply
            && history.Statements.Count(other => other.Meeting?.Meeting == reply.Meeting) > 1
            && history.Statements.Any(other => other.Meeting?.Meeting == reply.Meeting
                && (other.Said.Text == "2022-01" || other.Said.Text.Contains('/', StringComparison.Ordinal)))),
        ["a correction of which only the title is mended"] = history => history.Corrections.Any(one => one.Replacement is not null
            && history.Corrections.Any(other => other.Name == one.Subject && other.Replacement?.Said.Text == one.Replacement.Said.Text)),
        ["a settlement with nothing delivered and a leaked text"] = history =>
            history.Statements.Any(one => one.Response is not null && one.Release == Release.Leaked)
            && history.Statements.Any(one => one.Assessment is { Verdict: Verdict.Satisfied }),
        ["one creditor of several is satisfied"] = history =>
            Now(history, one => one.Creditors.Count > 1 && one.State != ObligationState.Settled && one.Creditors.Exists(one.Satisfies)),
        ["all of several creditors are satisfied"] = history =>
            Now(history, one => one.Creditors.Count > 1 && one.State == ObligationState.Settled),
        ["one creditor finds insufficient what another is satisfied with"] = history =>
            Now(history, one => one.State == ObligationState.Disputed && one.Creditors.Exists(one.Satisfies)),
        ["a creditor that joined"] = history =>
            Now(history, one => one.Creditors.Except(one.OpenedBy.Statement.Principals).Any() && one.Kind == ObligationKind.Answer),
        ["a creditor that left, and one that stayed"] = history =>
            Now(history, one =>
                Bodies(one.OpenedBy).Except(one.Creditors).Any() && one.Creditors.Count > 0 && one.Kind == ObligationKind.Answer),
        ["what was answered, settled or withdrawn, and asked for again"] = history =>
            Now(history, one => one.OpenedBy.Statement.Demand is { Again: true }),
        ["a due asked that more time gave"] = history => Now(history, one => one.IsOwed && one.DueAsked.Length > 0
            && history.Statements.Any(other => other.Assessment is { Verdict: Verdict.MoreTime } more && more.Demand == one.Subject
                && more.Due.Text == one.DueAsked)),
        ["two dues on what is owed"] = history =>
            Now(history, one => one.IsOwed && one.DueAsked.Length > 0 && one.DuePromised.Length > 0 && one.DueAsked != one.DuePromised),
        ["a promise to do something, promised again"] = history =>
            Now(history, one => one.Kind == ObligationKind.Performance && one.Promised.Count > 1),
        ["a demand that was met"] = history =>
            Now(history, one => one.Kind == ObligationKind.Answer && one.DeliveredBy?.Statement.Fulfillment?.Subject == one.Subject),
        ["a demand that was met by keeping a promise"] = history => Now(history, one => one.Kind == ObligationKind.Answer
            && one.DeliveredBy?.Statement.Fulfillment is { } act && act.Subject != one.Subject),
        ["an answer with reservations"] = history => Now(history, one => one.Position == Disposition.Qualified),
        ["an answer that only takes note"] = history => Now(history, one => one.Position == Disposition.Noted),
        ["a delivery that came late"] = history => Clock(history, line => line.EndsWith(", late", StringComparison.Ordinal)),
        ["what is overdue by what was promised alone"] = history =>
            Clock(history, line => line.Contains("Overdue by [Promised]", StringComparison.Ordinal)),
        ["a promise that was missed"] = history => Clock(history, line => line.Contains("missed [s", StringComparison.Ordinal)),
        ["a meeting that ended on a vague date, after other phases"] = history =>
            history.Statements.Any(one => one.Meeting?.Phase is MeetingPhase.Held or MeetingPhase.Cancelled
            && OracleTexts.Read(one.Said.Text).Latest - OracleTexts.Read(one.Said.Text).Earliest > TimeSpan.FromDays(1)
            && history.Statements.Any(other => other != one && other.Meeting?.Meeting == one.Meeting.Meeting
                && OracleTexts.Read(other.Said.Text).Earliest > OracleTexts.Read(one.Said.Text).Earliest)),
        ["a meeting put off with its date left open"] = history =>
            history.Statements.Any(one => one.Meeting is { Phase: MeetingPhase.Postponed, Date: null }
            && history.Statements.Any(other => other.Meeting?.Meeting == one.Meeting.Meeting && other.Meeting.Date is not null)),
        ["a condition of a creditor that is satisfied"] = history => history.Statements.Any(one => one.Condition is { } act
            && Now(history, owed =>
                act.Demands.Contains(owed.Subject) && OracleTexts.PartiesOf(one, one.Principals).Exists(owed.Satisfies))),
    };

    [Fact]
    public void Each_situation_is_met_many_times()
    {
        var random = PCG.Parse("0000000000000001");
        var met = Situations.Keys.ToDictionary(situation => situation, _ => 0);
        var histories = Enumerable.Range(0, Histories)
            .Select(_ => Law.Histories.From(Law.Histories.Seeds.Generate(random, null, out Size _))).ToList();
        foreach (var (situation, isMet) in Situations) met[situation] = histories.AsParallel().Count(isMet);

        foreach (var (situation, times) in met) output.WriteLine($"{situation}: {times} of {Histories}");
        Assert.DoesNotContain(met, one => one.Value < TimesMin);
    }

    private static bool Lost(History history, Lens lens, Func<IReadOnlyList<Said>, bool> fits)
    {
        var known = new OracleKnown(history.Statements, history.Corrections, long.MaxValue, lens, Flaw.None);
        if (!fits(known.All)) return false;
        var view = Oracle.View(known, DateTimeOffset.MaxValue, Flaw.None);
        return view.Folded.Exists(one => OracleLost.IsLost(view, one));
    }

    /// <summary>Whether something is so of what is owed at the head, now.</summary>
    private static bool Now(History history, Predicate<OracleObligation> isSo) =>
        OracleFold.Obligations(Oracle.View(Known(history), DateTimeOffset.MaxValue, Flaw.None), Flaw.None).Any(one => isSo(one));

    /// <summary>Whether something is so of it when all dues are past.</summary>
    private static bool Clock(History history, Predicate<string> isSo) =>
        new OracleClock(Known(history), Flaw.None).Lines(World.Start.AddYears(1)).Any(line => isSo(line));

    private static OracleKnown Known(History history) => new(history.Statements, history.Corrections, long.MaxValue, Lens.Open, Flaw.None);

    private static List<string> Bodies(Said said) => OracleTexts.PartiesOf(said.Statement, said.Statement.Principals);

    private static string DuplicateIn(History history, Correction correction)
    {
        while (correction.Subject.StartsWith("corrections/", StringComparison.Ordinal))
            correction = history.Corrections.Single(one => one.Name == correction.Subject);
        return correction.Subject;
    }
}
