using Diplomacy.V1;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Tests.Domain.Law;

namespace DiplomacyApi.Tests.Domain.Obligations;

// Of several creditors, of asking again, and of dues.
public sealed partial class RulesTests
{
    [Fact]
    public void A_delivery_that_was_found_insufficient_counts_again_when_nobody_finds_it_so()
    {
        DemandOfTwo();
        Say(World.Bravo, "2022-01-03", one => one.Response = Answer(Disposition.Rejected));
        Judge("2022-01-04", Verdict.Insufficient);
        Judge("2022-01-05", Verdict.Satisfied);

        var owed = Assert.Single(Owed(Known()));
        Assert.Equal((ObligationState.Answered, "2022-01-03"), (owed.State, owed.DeliveredDate?.Text));
        Assert.Equal([(World.Alfa, Verdict.Satisfied)], owed.Verdicts.Select(one => (one.Creditor, one.Verdict)));
    }

    [Fact]
    public void Insufficient_said_once_more_of_what_was_promised_since_moves_nothing()
    {
        Demand();
        Say(World.Bravo, "2022-01-03", one => one.Response = Answer(Disposition.Rejected));
        Judge("2022-01-04", Verdict.Insufficient);
        Say(World.Bravo, "2022-01-05", one => one.Promise = new PromiseAct { Kind = PromiseKind.ToAnswer, Demand = Asked });
        Judge("2022-01-06", Verdict.Insufficient);

        Assert.Equal(ObligationState.Promised, Assert.Single(Owed(Known())).State);
    }

    [Fact]
    public void What_was_settled_undelivered_and_is_insufficient_after_all_is_as_acknowledged_as_it_was()
    {
        Demand();
        Say(World.Bravo, "2022-01-03", one => one.Response = Answer(Disposition.Acknowledged));
        Judge("2022-01-04", Verdict.Satisfied);
        Judge("2022-01-05", Verdict.Insufficient);

        Assert.Equal(ObligationState.Acknowledged, Assert.Single(Owed(Known())).State);
    }

    [Fact]
    public void What_is_withdrawn_shows_its_last_creditors_and_asked_again_it_is_owed_to_those_who_ask()
    {
        DemandOfTwo();
        Leave(World.Alfa, "2022-01-03");
        Assert.Equal([World.Union], Assert.Single(Owed(Known())).Creditors);
        Leave(World.Union, "2022-01-04");
        var withdrawn = Assert.Single(Owed(Known()));
        Assert.Equal(ObligationState.Withdrawn, withdrawn.State);
        Assert.Equal([World.Union], withdrawn.Creditors);

        Again("2022-01-05");

        var again = Assert.Single(Owed(Known()));
        Assert.Equal((ObligationState.Outstanding, "2022-01-05"), (again.State, again.Since.Text));
        Assert.Equal([World.Alfa], again.Creditors);
    }

    [Fact]
    public void A_creditor_that_asks_again_for_what_is_still_owed_to_another_is_its_creditor_again()
    {
        DemandOfTwo();
        Say(World.Bravo, "2022-01-03", one => one.Promise = new PromiseAct { Kind = PromiseKind.ToAnswer, Demand = Asked });
        Leave(World.Alfa, "2022-01-04");
        Again("2022-01-05");

        var owed = Assert.Single(Owed(Known()));
        Assert.Equal((ObligationState.Promised, "2022-01-02"), (owed.State, owed.Since.Text));
        Assert.Equal([World.Alfa, World.Union], owed.Creditors.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_author_that_withdrew_from_a_joint_demand_adds_nothing_to_it_before_asking_again()
    {
        DemandOfTwo();
        Leave(World.Alfa, "2022-01-03");
        Say(World.Alfa, "2022-01-04", one => one.Demand = new DemandAct { Restates = Asked, Items = { new DemandItem { Id = "more" } } });

        Assert.Equal("", Assert.Single(Owed(Known())).Item);
    }

    [Fact]
    public void An_appeal_that_one_of_its_authors_makes_a_demand_is_owed_to_all_of_them()
    {
        Say(World.Alfa, "2022-01-02", one => one.Demand = new DemandAct { Demand = Asked, Targets = { World.Bravo }, Force = Force.Appeal },
            Attribution.OnRecord, World.Alfa, World.Union);
        Say(World.Alfa, "2022-01-03", one => one.Demand = new DemandAct { Restates = Asked, Force = Force.Demand });

        Assert.Equal([World.Alfa, World.Union], Assert.Single(Owed(Known())).Creditors);
    }

    [Fact]
    public void A_due_promised_stands_no_longer_once_more_time_is_given()
    {
        Demand();
        Say(World.Bravo, "2022-01-03", one =>
            one.Promise = new PromiseAct { Kind = PromiseKind.ToAnswer, Demand = Asked, Due = new PartialDate { Text = "2022-01-06" } });
        Say(World.Alfa,
            "2022-01-04", one =>
                one.Assessment = new AssessmentAct
                {
                    Demand = Asked,
                    Verdict = Verdict.MoreTime,
                    Due = new PartialDate { Text = "2022-01-20" },
                });

        var owed = Assert.Single(Owed(Known()));
        Assert.Equal((ObligationState.Promised, "2022-01-20", null), (owed.State, owed.DueAsked.Text, owed.DuePromised?.Text));
        Assert.False(Assert.Single(owed.Promises).Stands);
        Assert.Equal(DueState.Unspecified, AsRead(day: 10).DueState);
        // It was owed at the end of its due all the same.
        Assert.True(Assert.Single(AsRead(day: 10).Promises).Missed);
    }

    [Fact]
    public void A_promise_known_only_after_it_was_asked_for_again_no_longer_counts()
    {
        Demand();
        Say(World.Bravo, "2022-01-03", one =>
            one.Promise = new PromiseAct { Kind = PromiseKind.ToAnswer, Demand = Asked, Due = new PartialDate { Text = "2022-01-10" } });
        Say(World.Bravo, "2022-01-14", one => one.Response = Answer(Disposition.Accepted));
        Again("2022-01-16");

        var owed = AsRead(day: 20);
        Assert.Equal((ObligationState.Outstanding, null), (owed.State, owed.DuePromised));
        Assert.Equal((false, true), (Assert.Single(owed.Promises).Stands, owed.Promises[0].Missed));
    }

    [Fact]
    public void A_promise_that_was_kept_before_it_was_asked_for_again_is_not_missed()
    {
        Demand();
        Say(World.Bravo, "2022-01-03", one =>
            one.Promise = new PromiseAct { Kind = PromiseKind.ToAnswer, Demand = Asked, Due = new PartialDate { Text = "2022-01-10" } });
        Say(World.Bravo, "2022-01-04", one => one.Response = Answer(Disposition.Accepted));
        Again("2022-01-06");

        Assert.False(Assert.Single(AsRead(day: 20).Promises).Missed);
    }

    [Theory]
    [InlineData("2022-01-05", false)]
    [InlineData("2022-01-12", true)]
    public void Late_is_what_was_still_owed_when_the_due_passed_as_it_stood_then(string moreTimeGiven, bool isLate)
    {
        Say(World.Alfa, "2022-01-02", one =>
            one.Demand = new DemandAct { Demand = Asked, Targets = { World.Bravo }, Due = new PartialDate { Text = "2022-01-09" } });
        Say(World.Alfa,
            moreTimeGiven, one =>
                one.Assessment = new AssessmentAct
                {
                    Demand = Asked,
                    Verdict = Verdict.MoreTime,
                    Due = new PartialDate { Text = "2022-01-20" },
                });
        Say(World.Bravo, "2022-01-15", one => one.Response = Answer(Disposition.Accepted));

        Assert.Equal(isLate, AsRead(day: 25).Late);
    }

    [Fact]
    public void A_promise_to_do_something_made_again_counts_as_a_promise_after_a_dispute_and_answers_to_both_names()
    {
        var first = Say(World.Bravo, "2022-01-02", one => Addressed(one).Promise = new PromiseAct { Kind = PromiseKind.ToDo });
        Say(World.Bravo, "2022-01-03", one => one.Fulfillment = new FulfillmentAct { Subject = first.Name, Complete = true });
        Say(World.Alfa, "2022-01-04", one => one.Assessment = new AssessmentAct { Promise = first.Name, Verdict = Verdict.Insufficient });
        var again = Say(World.Bravo,
            "2022-01-05", one =>
                Addressed(one).Promise = new PromiseAct
                {
                    Kind = PromiseKind.ToDo,
                    Restates = first.Name,
                    Due = new PartialDate { Text = "2022-01-09" },
                });
        var performance = Performed(first);
        Assert.Equal((ObligationState.Promised, "2022-01-09"), (performance.State, performance.DuePromised.Text));

        Say(World.Bravo, "2022-01-06", one => one.Fulfillment = new FulfillmentAct { Subject = again.Name, Complete = true });

        Assert.Equal(ObligationState.Delivered, Performed(first).State);
        Assert.Empty(Known().History(again.Name, TestContext.Current.CancellationToken).Obligations);
    }

    private void DemandOfTwo() =>
        Say(World.Alfa, "2022-01-02", one => one.Demand = new DemandAct { Demand = Asked, Targets = { World.Bravo } }, Attribution.OnRecord,
            World.Alfa, World.Union);

    private void Leave(string author, string said) => Say(author, said, one => one.Withdrawal = new WithdrawalAct { Subject = Asked });

    private void Again(string said) => Say(World.Alfa, said, one => one.Demand = new DemandAct { Restates = Asked, Again = true });

    private Obligation Performed(Statement promise) =>
        Assert.Single(Known().History(promise.Name, TestContext.Current.CancellationToken).Obligations, segment =>
            segment.Until == DateTimeOffset.MaxValue).Value;

    private static Statement Addressed(Statement statement)
    {
        statement.Addressees.Add(World.Alfa);
        return statement;
    }

    /// <summary>The one answer that is owed, as it is read on a day.</summary>
    private Obligation AsRead(int day)
    {
        var segments = Known().History(Asked).Obligations.ToList();
        return AsOfCalculator.ObligationAt(segments.Single(segment => segment.From <= Day(day) && Day(day) < segment.Until), segments,
            Day(day));
    }
}
