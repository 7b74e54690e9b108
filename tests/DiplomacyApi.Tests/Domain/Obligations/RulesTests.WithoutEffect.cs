using Diplomacy.V1;
using DiplomacyApi.Domain.Negotiations;
using DiplomacyApi.Tests.Domain.Law;

namespace DiplomacyApi.Tests.Domain.Obligations;

// Why an act that finds its subject has no effect, and what one that has some does.
public sealed partial class RulesTests
{
    private static readonly Dictionary<string, (Action<RulesTests> Say, WithoutEffect Why)> Passed = new()
    {
        ["an answer of who owes nothing"] = (one => one.Respond(World.Union), Party(Asked, PartyRole.Debtor)),
        ["an answer to what obliges nobody"] = (one =>
        {
            one._statements[0].Demand.Force = Force.Appeal;
            one.Respond(World.Bravo);
        }, Flawed(Asked, SubjectFlaw.ObligesNobody)),
        ["an answer to what was withdrawn"] = (one =>
        {
            one.Leave(World.Alfa, "2022-01-03");
            one.Respond(World.Bravo);
        }, Why(Asked, WithoutEffectReason.Closed)),
        ["an answer on another item"] = (one => one.Say(World.Bravo, Last, said => said.Response = new ResponseAct
        {
            Demands = { Asked },
            Positions = { new ItemPosition { Item = "other", Position = Disposition.Accepted } },
        }), Why(Asked, WithoutEffectReason.Item)),
        ["an answer in the name of several where each is to answer"] = (one =>
        {
            one._statements[0].Demand.InOwnName = true;
            one.Say(World.Bravo, Last, said => said.Response = Answer(Disposition.Accepted), Attribution.OnRecord, World.Bravo,
                World.Union);
        }, Party(Asked, PartyRole.DebtorAlone)),
        ["an acknowledgement on media word"] = (one =>
            one.Say(World.Bravo, Last, said => said.Response = Answer(Disposition.Acknowledged), Attribution.Media),
            Why(Asked, WithoutEffectReason.Basis)),
        ["an answer that leaves open what it says, not in writing"] = (one =>
        {
            one._statements[0].Demand.RequiredForm = RequiredForm.Written;
            one.Say(World.Bravo, Last, said => (said.Form, said.Response) = (Form.Spoken, Answer(Disposition.Undisclosed)));
        }, Why(Asked, WithoutEffectReason.Content)),
        ["a promise that was taken back"] = (one =>
        {
            var promise = one.Say(World.Bravo, Last, said => said.Promise = new PromiseAct { Kind = PromiseKind.ToAnswer, Demand = Asked });
            one.Say(World.Bravo, "2022-01-21", said => said.Withdrawal = new WithdrawalAct { Subject = promise.Name });
        }, Why(Asked, WithoutEffectReason.Withdrawn)),
        ["a promise on anonymous word"] =
            (one =>
                one.Say(World.Bravo, Last, said => said.Promise = new PromiseAct { Kind = PromiseKind.ToAnswer, Demand = Asked },
                    Attribution.Anonymous),
                Why(Asked, WithoutEffectReason.Basis)),
        ["a verdict of who is owed nothing"] =
            (one => one.Say(World.Union, Last, said => said.Assessment = new AssessmentAct { Demand = Asked, Verdict = Verdict.Satisfied }),
                Party(Asked, PartyRole.Creditor)),
        ["a verdict on media word"] =
            (one =>
                one.Say(World.Alfa, Last, said => said.Assessment = new AssessmentAct { Demand = Asked, Verdict = Verdict.Satisfied },
                    Attribution.Media),
                Why(Asked, WithoutEffectReason.Basis)),
        ["a verdict on what was withdrawn"] = (one =>
        {
            one.Leave(World.Alfa, "2022-01-03");
            one.Judge(Last, Verdict.Satisfied);
        }, Why(Asked, WithoutEffectReason.Closed)),
        ["a restatement by another"] = (one => one.Say(World.Union, Last, said => said.Demand = new DemandAct { Restates = Asked }),
            Party(Asked, PartyRole.Author)),
        ["joining one's own"] = (one => one.Say(World.Alfa, Last, said => said.Demand = new DemandAct { Joins = Asked }),
            Party(Asked, PartyRole.Other)),
        ["joining what is settled"] = (one =>
        {
            one.Judge("2022-01-03", Verdict.Satisfied);
            one.Say(World.Union, Last, said => said.Demand = new DemandAct { Joins = Asked });
        }, Why(Asked, WithoutEffectReason.Closed)),
        ["a second withdrawal"] = (one =>
        {
            one.Leave(World.Alfa, "2022-01-03");
            one.Leave(World.Alfa, Last);
        }, Why(Asked, WithoutEffectReason.Closed)),
        ["a withdrawal by another"] = (one => one.Leave(World.Union, Last), Party(Asked, PartyRole.Author)),
        ["meeting the demand in another's place"] =
            (one => one.Say(World.Union, Last, said => said.Fulfillment = new FulfillmentAct { Subject = Asked, Complete = true }),
                Party(Asked, PartyRole.Debtor)),
        ["keeping another's promise"] = (one =>
        {
            var promise = one.Say(World.Bravo, "2022-01-03", said => said.Promise = new PromiseAct { Kind = PromiseKind.ToDo });
            one.Say(World.Union, Last, said => said.Fulfillment = new FulfillmentAct { Subject = promise.Name, Complete = true });
        }, Party("statements/s2", PartyRole.Author)),
        ["a proposal of what was held"] = (one =>
        {
            one.Meet("2022-01-03", MeetingPhase.Held);
            one.Meet(Last, MeetingPhase.Proposed, World.Bravo);
        }, Why(Summit, WithoutEffectReason.Closed)),
        ["a reply of who was not invited"] = (one =>
        {
            one.Meet("2022-01-03", MeetingPhase.Proposed, World.Bravo);
            one.Say(World.Union, Last, said => said.Response = new ResponseAct { Meeting = Summit, Position = Disposition.Accepted });
        }, Party(Summit, PartyRole.Debtor)),
        ["taking back another's invitation"] = (one =>
        {
            one.Meet("2022-01-03", MeetingPhase.Proposed, World.Bravo);
            one.Say(World.Bravo, Last, said => said.Withdrawal = new WithdrawalAct { Subject = Summit });
        }, Party(Summit, PartyRole.Author)),
        ["a denial by another"] =
            (one =>
                one.Say(World.Bravo, Last, said =>
                    said.Remark = new RemarkAct { Subject = one._statements[0].Name, Stance = Stance.Denies }),
                Party("statements/s1", PartyRole.Principal)),
        ["a step on media word"] = (one =>
            one.Say(World.Alfa, Last, said => said.NegotiationStep = new NegotiationStepAct { Step = NegotiationStep.Opened },
                Attribution.Media),
            Why(World.Negotiation, WithoutEffectReason.Basis)),
    };

    private const string Last = "2022-01-20";

    public static TheoryData<string> PassedOver => [.. Passed.Keys];

    [Theory]
    [MemberData(nameof(PassedOver))]
    public void Why_an_act_has_no_effect_is_given_as_a_code(string act)
    {
        Demand();

        Passed[act].Say(this);

        var entry = Assert.Single(Known().TimelineAt(World.Negotiation, Day(31), TestContext.Current.CancellationToken), entry =>
            entry.Statement.Said.Text == Last);
        Assert.Equal(Passed[act].Why, entry.WithoutEffect);
        Assert.Empty(entry.Effects);
    }

    [Fact]
    public void More_time_is_an_effect_on_the_due_asked_and_the_obligation_names_what_set_it()
    {
        Demand();
        var more = Say(World.Alfa,
            Last, one =>
                one.Assessment = new AssessmentAct
                {
                    Demand = Asked,
                    Verdict = Verdict.MoreTime,
                    Due = new PartialDate { Text = "2022-01-25" },
                });

        var effect = Assert.Single(Known().TimelineAt(World.Negotiation, Day(31), TestContext.Current.CancellationToken)[^1].Effects);
        Assert.Equal((EffectKind.DueAsked, Asked, World.Bravo, null, "2022-01-25"),
            (effect.What, effect.Subject, effect.Debtor, effect.Before, effect.After.Due.Text));
        Assert.Equal(more.Name, Assert.Single(Owed(Known())).DueAskedBy);

        var restated = Say(World.Alfa, "2022-01-21", one =>
            one.Demand = new DemandAct { Restates = Asked, Due = new PartialDate { Text = "2022-01-26" } });
        Assert.Equal(restated.Name, Assert.Single(Owed(Known())).DueAskedBy);
    }

    private void Respond(string speaker) => Say(speaker, Last, one => one.Response = Answer(Disposition.Accepted));

    private static WithoutEffect Why(string subject, WithoutEffectReason reason) => new() { Subject = subject, Reason = reason };

    private static WithoutEffect Party(string subject, PartyRole entitled) =>
        new() { Subject = subject, Reason = WithoutEffectReason.Party, Entitled = entitled };

    private static WithoutEffect Flawed(string subject, SubjectFlaw flaw) =>
        new() { Subject = subject, Reason = WithoutEffectReason.Subject, Flaw = flaw };
}
