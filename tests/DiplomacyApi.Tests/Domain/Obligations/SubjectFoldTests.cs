using CsCheck;
using Diplomacy.V1;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Tests.Domain.Law;

namespace DiplomacyApi.Tests.Domain.Obligations;

/// <summary>A fold goes on from where it stands: what it takes is counted, and going on says what folding from the start says.</summary>
public sealed class SubjectFoldTests
{
    private const int Acts = 5_000;
    private const int LongHistories = 300;

    [Fact]
    public void Each_plain_act_on_a_demand_is_applied_once()
    {
        var history = KnownStatements.Of(DemandWith(Acts), [], Lens.Open).History("demands/d", TestContext.Current.CancellationToken);

        Assert.Equal(Acts + 1, history.Applied);
    }

    [Theory]
    [InlineData(Stance.Denies)]
    [InlineData(Stance.Confirms)]
    public void What_changes_how_others_count_is_folded_from_the_start_once(Stance stance)
    {
        var statements = DemandWith(Acts);
        var denied = statements[Acts / 2];
        var remark = Say(Acts + 2, World.Bravo, statement => statement.Remark = new RemarkAct { Subject = denied.Name, Stance = stance });

        var history = KnownStatements.Of([.. statements, remark], [], Lens.Open)
            .History("demands/d", TestContext.Current.CancellationToken);

        // All acts once, and once more all of them after the remark.
        Assert.Equal(2 * (Acts + 1), history.Applied);
    }

    [Fact]
    public void An_extended_history_equals_the_naive_fold_of_long_histories() => LawTests.Hold(Long, LongHistories, seeds =>
    {
        var history = Histories.From(seeds);
        var known = new OracleKnown(history.Statements, history.Corrections, history.Head, Lens.Open, Flaw.None);
        var rules = KnownStatements.Of(history.Statements, history.Corrections, Lens.Open);
        var segments = rules.Subjects.SelectMany(subject => rules.History(subject, TestContext.Current.CancellationToken).Obligations)
            .ToList();
        foreach (var t in known.All.Select(one => one.Seen).Distinct())
        {
            var expected = Oracle.Lines(known, t, Flaw.None).Where(line => !line.StartsWith("meeting", StringComparison.Ordinal)).ToList();
            var actual = segments.Where(segment => segment.From <= t && t < segment.Until)
                .Select(segment => Answer.Of(segment.Value).ToString()).ToList();
            if (actual.Except(expected).FirstOrDefault() is { } wrong) return $"as of {t:O}: {wrong}";
        }
        return null;
    });

    private static Gen<Seed[]> Long { get; } = Histories.Seeds.Array[3, 5].Select(parts => parts.SelectMany(part => part).ToArray());

    /// <summary>A demand, and one act on it a day: answers, promises and verdicts in turn.</summary>
    internal static List<Statement> DemandWith(int acts)
    {
        var statements = new List<Statement>
        {
            Say(1, World.Alfa, statement =>
            {
                statement.Addressees.Add(World.Bravo);
                statement.Demand = new DemandAct { Demand = "demands/d", Force = Force.Demand };
            }),
        };
        for (var act = 2; act <= acts + 1; act++)
        {
            var by = act % 3 == 2 ? World.Alfa : World.Bravo;
            statements.Add(Say(act, by, statement => Fill(statement, (int)statement.Revision % 3)));
        }
        return statements;
    }

    private static void Fill(Statement statement, int kind)
    {
        statement.Addressees.Add(kind == 2 ? World.Bravo : World.Alfa);
        if (kind == 0) statement.Response = new ResponseAct { Demands = { "demands/d" }, Position = Disposition.Rejected };
        if (kind == 1) statement.Response = new ResponseAct { Demands = { "demands/d" }, Position = Disposition.Acknowledged };
        if (kind == 2) statement.Assessment = new AssessmentAct { Demand = "demands/d", Verdict = Verdict.Insufficient };
    }

    private static Statement Say(int revision, string speaker, Action<Statement> act)
    {
        var statement = World.Say(revision, World.Start.AddDays(2 * Acts), speaker,
            World.Start.AddDays(revision).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        act(statement);
        return statement;
    }
}
