using CsCheck;
using Diplomacy.V1;
using DiplomacyApi.Domain.Rules;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>The histories that the law tries meet the situations that it is about, and not once by luck.</summary>
public sealed class SituationTests(ITestOutputHelper output)
{
    private const int Histories = 10_000;
    private const int TimesMin = 10;

    private static readonly Dictionary<string, Func<History, bool>> Situations = new()
    {
        ["an act on what is annulled"] = history => Lost(history, Lens.Open, known => known.Count < history.Statements.Count),
        ["an act on what is denied"] = history => Lost(history, Lens.Open, known => known.Count == history.Statements.Count),
        ["an act on what is not published"] = history => Lost(history, new Lens(Attribution.Unspecified, World.Start.AddDays(5)), known => known.Count > 1),
        ["an act on what a minimum basis leaves out"] = history => Lost(history, new Lens(Attribution.Counterpart, null), _ => true),
        ["an act on a duplicate"] = history => history.Corrections.Any(one => one.Label == CorrectionLabel.Duplicate
            && history.Statements.Any(other => References.Of(other).Contains(OracleTexts.MadeDemand(history.Statements.Single(said => said.Name == DuplicateIn(history, one)))))),
        ["a joint answer, denied by one, where each answers in its own name"] = history => history.Statements.Any(one => one.OnBehalfOf.Count > 1
            && one.Response is { } act && history.Statements.Any(other => other.Demand is { InOwnName: true } demand && act.Demands.Contains(demand.Demand))
            && history.Statements.Any(other => other.Remark is { Stance: Stance.Denies } remark && remark.Subject == one.Name && other.OnBehalfOf.Count == 0)),
        ["a later phase with a vague date, and a reply"] = history => history.Statements.Any(one => one.Response is { Meeting.Length: > 0 } reply
            && history.Statements.Count(other => other.Meeting?.Meeting == reply.Meeting) > 1
            && history.Statements.Any(other => other.Meeting?.Meeting == reply.Meeting && (other.Said.Text == "2022-01" || other.Said.Text.Contains('/', StringComparison.Ordinal)))),
        ["a correction of which only the title is mended"] = history => history.Corrections.Any(one => one.Replacement is not null
            && history.Corrections.Any(other => other.Name == one.Subject && other.Replacement?.Said.Text == one.Replacement.Said.Text)),
        ["a settlement with nothing delivered and a leaked text"] = history => history.Statements.Any(one => one.Response is not null && one.Release == Release.Leaked)
            && history.Statements.Any(one => one.Assessment is { Verdict: Verdict.Satisfied }),
    };

    [Fact]
    public void Each_situation_is_met_many_times()
    {
        var random = PCG.Parse("0000000000000001");
        var met = Situations.Keys.ToDictionary(situation => situation, _ => 0);
        for (var tried = 0; tried < Histories; tried++)
        {
            var history = Law.Histories.From(Law.Histories.Seeds.Generate(random, null, out _));
            foreach (var (situation, isMet) in Situations)
                if (isMet(history)) met[situation]++;
        }

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

    private static string DuplicateIn(History history, Correction correction)
    {
        while (correction.Subject.StartsWith("corrections/", StringComparison.Ordinal)) correction = history.Corrections.Single(one => one.Name == correction.Subject);
        return correction.Subject;
    }
}
