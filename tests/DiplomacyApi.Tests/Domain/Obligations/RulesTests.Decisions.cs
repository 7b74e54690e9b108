using Diplomacy.V1;
using DiplomacyApi.Domain.Negotiations;
using DiplomacyApi.Tests.Domain.Law;

namespace DiplomacyApi.Tests.Domain.Obligations;

/// <summary>What decided a state, on whose word, and what is kept or forgotten when it is asked again.</summary>
public sealed partial class RulesTests
{
    private static readonly string[] Both = [World.Alfa, World.Union];

    [Fact]
    public void A_delivery_that_was_contested_when_the_due_passed_is_not_late_when_it_counts_again()
    {
        Say(World.Alfa, "2022-01-02", one =>
            one.Demand = new DemandAct { Demand = Asked, Targets = { World.Bravo }, Due = new PartialDate { Text = "2022-01-10" } });
        Say(World.Bravo, "2022-01-03", one => one.Response = Answer(Disposition.Rejected));
        Judge("2022-01-04", Verdict.Insufficient);
        Say(World.Bravo, "2022-01-12", one => one.Promise = new PromiseAct { Kind = PromiseKind.ToAnswer, Demand = Asked });
        Judge("2022-01-14", Verdict.Satisfied);

        var owed = Assert.Single(Owed(Known()));
        Assert.Equal((ObligationState.Settled, true, false), (owed.State, owed.Delivered, owed.Late));
    }

    [Fact]
    public void Who_proposes_a_meeting_again_can_withdraw_that_invitation_too()
    {
        Meet("2022-01-02", MeetingPhase.Proposed, World.Bravo);
        Say(World.Alfa, "2022-01-03", one => one.Withdrawal = new WithdrawalAct { Subject = Summit });
        Meet("2022-01-04", MeetingPhase.Proposed, World.Union);
        Say(World.Alfa, "2022-01-06", one => one.Withdrawal = new WithdrawalAct { Subject = Summit });

        var reply = Known().History(Summit, TestContext.Current.CancellationToken).Obligations
            .Where(segment => segment.Value.Debtor == World.Union).ToList();
        Assert.Equal([ObligationState.Outstanding, ObligationState.Withdrawn], reply.Select(segment => segment.Value.State));
        Assert.Equal([Summit, ""], new[] { 5, 8 }.Select(day => NextMeeting(day)));
    }

    [Theory]
    [InlineData("undisclosed leaked", Attribution.Media)]
    [InlineData("leaked undisclosed", Attribution.Media)]
    [InlineData("leaked disclosed", Attribution.OnRecord)]
    public void An_answer_known_from_two_statements_names_both_and_has_the_weaker_basis(string said, Attribution basis)
    {
        Demand();
        var names = said.Split(' ').Select((what, at) => Say(World.Bravo, $"2022-01-{3 + at:00}", one =>
        {
            one.Response = Answer(what == "undisclosed" ? Disposition.Undisclosed : Disposition.Rejected);
            (one.Form, one.Release) = (Form.Written, what == "leaked" ? Release.Leaked : Release.Public);
        }, what == "leaked" ? Attribution.Media : Attribution.OnRecord).Name).ToList();

        var owed = Assert.Single(Owed(Known()));
        Assert.Equal((ObligationState.Answered, basis), (owed.State, owed.StateDecision.Basis));
        // A whole answer needs no other statement.
        Assert.Equal(said.EndsWith(" disclosed", StringComparison.Ordinal) ? names[1..] : names, owed.StateDecision.Statements);
    }

    [Fact]
    public void Asked_again_by_one_creditor_the_verdict_of_the_other_stays_and_contests_nothing()
    {
        Jointly();
        Say(World.Bravo, "2022-01-03", one => one.Response = Answer(Disposition.Rejected));
        Say(World.Union, "2022-01-04", one => one.Assessment = new AssessmentAct { Demand = Asked, Verdict = Verdict.Insufficient });
        Say(World.Alfa, "2022-01-05", one => one.Demand = new DemandAct { Restates = Asked, Again = true });

        var owed = Assert.Single(Owed(Known()));
        Assert.Equal((ObligationState.Outstanding, World.Union), (owed.State, Assert.Single(owed.Verdicts).Creditor));
    }

    [Fact]
    public void Asked_again_after_all_creditors_withdrew_their_verdicts_no_longer_count()
    {
        Jointly();
        Say(World.Bravo, "2022-01-03", one => one.Response = Answer(Disposition.Rejected));
        Judge("2022-01-04", Verdict.Insufficient);
        foreach (var (who, day) in new[] { (World.Union, 5), (World.Alfa, 6) })
            Say(who, $"2022-01-{day:00}", one => one.Withdrawal = new WithdrawalAct { Subject = Asked });
        Say(World.Union, "2022-01-07", one => one.Demand = new DemandAct { Restates = Asked, Again = true });

        Assert.Single(Assert.Single(Owed(Known(), 7)).Verdicts);
        var owed = Assert.Single(Owed(Known()));
        Assert.Equal((ObligationState.Outstanding, World.Union), (owed.State, Assert.Single(owed.Creditors)));
        Assert.Empty(owed.Verdicts);
    }

    [Fact]
    public void A_demand_lists_what_it_asks_by_whom_and_its_restatements()
    {
        var made = Jointly("b", "a");
        var restated = Say(World.Alfa, "2022-01-03", one =>
            one.Demand = new DemandAct { Restates = Asked, Items = { new DemandItem { Id = "c" } }, Force = Force.Ultimatum });
        Say(World.Alfa, "2022-01-04", one => one.Demand = new DemandAct { Restates = Asked, Force = Force.Request });

        var demand = Known().History(Asked, TestContext.Current.CancellationToken).Demands[^1].Value;
        Assert.Equal((made.Name, "2022-01-02", Force.Ultimatum), (demand.Statement, demand.Since.Text, demand.Force));
        Assert.Equal(["b", "a", "c"], demand.Items.Select(item => item.Id));
        Assert.Equal(Both, demand.Creditors);
        Assert.Equal(restated.Name, demand.RestatedBy[0]);
    }

    [Fact]
    public void Joining_twice_or_what_is_settled_has_no_effect()
    {
        Demand();
        var joined = Join("2022-01-03");
        var twice = Join("2022-01-04");
        Assert.Equal([joined.Name], Unmarked(joined, twice));

        _statements.Clear();
        Demand();
        Judge("2022-01-03", Verdict.Satisfied);
        Assert.Empty(Unmarked(Join("2022-01-04")));
    }

    private Statement Jointly(params string[] items) => Say(World.Alfa, "2022-01-02", one =>
    {
        one.Demand = new DemandAct { Demand = Asked, Targets = { World.Bravo } };
        one.Demand.Items.AddRange(items.Select(item => new DemandItem { Id = item }));
    }, Attribution.OnRecord, Both);

    private Statement Join(string said) => Say(World.Union, said, one => one.Demand = new DemandAct { Joins = Asked });

    /// <summary>Those of these statements that the timeline does not mark as without effect.</summary>
    private IEnumerable<string> Unmarked(params Statement[] statements)
    {
        var timeline = Known().TimelineAt(World.Negotiation, Day(31), TestContext.Current.CancellationToken)
            .ToDictionary(entry => entry.Statement.Name, entry => entry.WithoutEffect);
        return statements.Select(one => one.Name).Where(name => timeline[name] is null);
    }

    private string NextMeeting(int day) =>
        Known().StatusAt(new Negotiation { Name = World.Negotiation }, Day(day), TestContext.Current.CancellationToken).NextMeeting?.Name
        ?? "";
}
