using Diplomacy.V1;
using DiplomacyApi.Domain.Negotiations;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Tests.Domain.Law;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Tests.Domain.Obligations;

/// <summary>
/// Where a rule could be read in two ways: the reading that holds, said in the contract's comments, each with a case of its own.
/// </summary>
public sealed partial class RulesTests
{
    private const string Asked = "demands/asked";
    private const string Summit = "meetings/summit";

    private readonly List<Statement> _statements = [];
    private readonly List<Correction> _corrections = [];

    private long Next => _statements.Count + _corrections.Count + 1;

    [Theory]
    [InlineData("2022-01-18", DueState.Unspecified)]
    [InlineData("2022-01-19", DueState.Due)]
    [InlineData("2022-01-20", DueState.Overdue)]
    public void A_date_means_its_end_and_on_the_day_of_a_due_it_is_due(string asOf, DueState expected) =>
        Assert.Equal(expected, AsOfCalculator.DueStateAt(new PartialDate { Text = "2022-01-19" }, OracleTexts.Read(asOf).Latest));

    [Theory]
    [InlineData("2022-01-19T18:00Z", 60)]
    [InlineData("2022-01-19T18:00:00Z", 1)]
    public void An_instant_is_as_wide_as_the_unit_written(string text, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), OracleTexts.Read(text).Latest - OracleTexts.Read(text).Earliest);

    [Fact]
    public void A_changed_date_is_not_seen_before_its_floor_whatever_names_it_nor_where_it_is_changed_back()
    {
        var asking = Demand("2022-01-20");
        Say(World.Bravo, "2022-01-03", one => one.Response = Answer(Disposition.Accepted));
        Assert.Equal(Day(4), Known().SeenTime(asking.Name));

        Correct(asking, day: 25, said: "2022-01-22");
        Assert.Equal(Day(22), Known().SeenTime(asking.Name));

        Correct(asking, day: 26, said: "2022-01-20");
        Assert.Equal(Day(20), Known().SeenTime(asking.Name));
    }

    [Fact]
    public void A_reply_names_what_it_replies_to_across_subjects()
    {
        var asking = Demand("2022-01");
        Say(World.Bravo, "2022-01-05", one =>
        {
            one.InReplyTo = asking.Name;
            one.Demand = new DemandAct { Demand = "demands/other" };
        });

        Assert.Equal(Day(6), Known().SeenTime(asking.Name));
    }

    [Fact]
    public void A_remark_that_does_not_pass_a_minimum_basis_neither_confirms_nor_denies()
    {
        var asking = Demand("2022-01-02", Attribution.Counterpart);
        Say(World.Alfa, "2022-01-03", one => one.Remark = new RemarkAct { Subject = asking.Name, Stance = Stance.Denies },
            Attribution.Counterpart);
        Say(World.Alfa, "2022-01-04", one => one.Remark = new RemarkAct { Subject = asking.Name, Stance = Stance.Confirms });

        Assert.Single(Owed(Known(Attribution.OnRecord)));
        Assert.Empty(Owed(Known(), asOf: 4));
        Assert.Empty(Owed(Known(Attribution.OnRecord), asOf: 4));
    }

    [Theory]
    [InlineData(Attribution.Media, Release.Public, Form.Written)]
    [InlineData(Attribution.OnRecord, Release.Leaked, Form.Spoken)]
    public void A_whole_text_on_weak_word_or_leaked_by_word_of_mouth_says_nothing_of_what_it_leaves_out(
        Attribution word, Release release, Form form)
    {
        Demand();
        Say(World.Bravo, "2022-01-03", one =>
        {
            (one.Release, one.Form) = (release, form);
            one.Response = new ResponseAct { Demands = { Asked }, Complete = true };
        }, word);

        var owed = Assert.Single(Owed(Known()));
        Assert.Equal((Disposition.Unspecified, Disposition.Unspecified), (owed.SpokenPosition, owed.FormalPosition));
    }

    [Fact]
    public void A_joint_condition_and_a_joint_warning_are_withdrawn_by_each_author_for_itself()
    {
        Demand();
        var condition = Say(World.Alfa, "2022-01-03", one => one.Condition = new ConditionAct { Demands = { Asked } }, Attribution.OnRecord,
            World.Alfa, World.Union);
        var warning = Say(World.Alfa, "2022-01-03", one => one.Warning = new WarningAct { Demands = { Asked } }, Attribution.OnRecord,
            World.Alfa, World.Union);
        Say(World.Union, "2022-01-04", one => one.Withdrawal = new WithdrawalAct { Subject = condition.Name });
        Say(World.Union, "2022-01-04", one => one.Withdrawal = new WithdrawalAct { Subject = warning.Name });

        var status = Known().StatusAt(new Negotiation { Name = World.Negotiation }, Day(31), TestContext.Current.CancellationToken);
        Assert.Equal([World.Alfa], Assert.Single(status.Conditions).Authors);
        Assert.Equal([World.Alfa], Assert.Single(status.Warnings).Authors);
    }

    [Fact]
    public void A_delivery_was_made_though_it_was_found_insufficient_before_it_was_settled()
    {
        Demand();
        Say(World.Bravo, "2022-01-03", one => one.Promise = new PromiseAct { Kind = PromiseKind.ToAnswer, Demand = Asked });
        Say(World.Bravo, "2022-01-04", one => one.Response = Answer(Disposition.Rejected));
        Judge("2022-01-05", Verdict.Insufficient);
        Judge("2022-01-06", Verdict.Satisfied);
        Judge("2022-01-07", Verdict.Insufficient);

        Assert.Equal(ObligationState.Disputed, Assert.Single(Owed(Known())).State);
    }

    [Fact]
    public void A_duplicate_of_what_is_annulled_counts_again_as_it_was_corrected_before()
    {
        var kept = Demand();
        var duplicate = Say(World.Alfa, "2022-01-03", one => one.Demand = new DemandAct { Demand = "demands/again" });
        Correct(duplicate, day: 20, said: "2022-01-05");
        Correct(duplicate, day: 21, duplicateOf: kept.Name);
        Correct(kept, day: 22);

        Assert.Equal("2022-01-05", Known().Current(duplicate.Name)?.Said.Text);
    }

    [Fact]
    public void The_demand_that_a_duplicate_made_before_it_became_another_act_is_not_the_one_kept()
    {
        var kept = Demand();
        var duplicate = Say(World.Alfa, "2022-01-03", one => one.Demand = new DemandAct { Demand = "demands/again" });
        var answer = new ResponseAct { Demands = { "demands/again" }, Position = Disposition.Accepted };
        Say(World.Bravo, "2022-01-04", one => one.Response = answer);
        var counted = _corrections.Count;
        Correct(duplicate, day: 21, duplicateOf: kept.Name);
        Assert.Equal(ObligationState.Answered, Assert.Single(Owed(Known())).State);

        _corrections.RemoveRange(counted, 1);
        duplicate = duplicate.Clone();
        duplicate.Remark = new RemarkAct();
        Correct(duplicate, day: 20, said: "2022-01-03");
        Correct(duplicate, day: 21, duplicateOf: kept.Name);
        Assert.Equal(ObligationState.Outstanding, Assert.Single(Owed(Known())).State);
    }

    [Fact]
    public void A_proposal_after_a_meeting_was_held_has_no_effect_and_holding_accepts_for_those_who_take_part()
    {
        Meet("2022-01-02", MeetingPhase.Proposed, World.Bravo, World.Alfa);
        Meet("2022-01-04", MeetingPhase.Held);
        Meet("2022-01-06", MeetingPhase.Proposed, World.Union);

        // Who invites owes himself no reply.
        var reply = Assert.Single(Known().History(Summit, TestContext.Current.CancellationToken).Obligations, segment =>
            segment.Until == DateTimeOffset.MaxValue).Value;
        Assert.Equal((World.Bravo, ObligationState.Answered, Disposition.Accepted), (reply.Debtor, reply.State, reply.FormalPosition));
        Assert.Equal(MeetingPhase.Held, Known().History(Summit, TestContext.Current.CancellationToken).Meetings[^1].Value.Phase);
    }

    [Fact]
    public void An_item_that_a_restatement_adds_belongs_to_the_restatements_negotiation()
    {
        Demand();
        Say(World.Alfa, "2022-01-03", one =>
        {
            one.Negotiation = "negotiations/other";
            one.Demand = new DemandAct { Restates = Asked, Items = { new DemandItem { Id = "more" } } };
        });

        Assert.Equal(["negotiations/other", World.Negotiation],
            Owed(Known()).Select(owed => owed.Negotiation).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_reply_to_something_about_another_subject_does_not_move_a_demand()
    {
        Demand();
        var elsewhere = Say(World.Alfa, "2022-01-09", one => one.Remark = new RemarkAct());
        Say(World.Bravo, "2022-01-03", one => (one.InReplyTo, one.Response) = (elsewhere.Name, Answer(Disposition.Accepted)));
        Say(World.Bravo, "2022-01-05", one => one.Response = Answer(Disposition.Rejected));

        Assert.Equal(Disposition.Rejected, Assert.Single(Owed(Known())).FormalPosition);
    }

    [Fact]
    public void A_denied_phase_is_confirmed_again_by_a_later_phase_of_its_principal()
    {
        var proposal = Meet("2022-01-02", MeetingPhase.Proposed, World.Bravo);
        proposal.Attribution = Attribution.Counterpart;
        Say(World.Alfa, "2022-01-03", one => one.Remark = new RemarkAct { Subject = proposal.Name, Stance = Stance.Denies });
        Assert.DoesNotContain(Known().History(Summit, TestContext.Current.CancellationToken).Obligations, segment =>
            segment.Until == DateTimeOffset.MaxValue);

        Meet("2022-01-04", MeetingPhase.Postponed);

        Assert.Equal(ObligationState.Outstanding,
            Assert.Single(Known().History(Summit, TestContext.Current.CancellationToken).Obligations, segment =>
                segment.Until == DateTimeOffset.MaxValue).Value.State);
    }

    [Fact]
    public void Two_that_answer_each_other_are_folded_by_their_dates()
    {
        var asking = Demand();
        var again = Say(World.Alfa, "2022-01-05", one =>
            one.Demand = new DemandAct { Restates = Asked, Due = new PartialDate { Text = "2022-01-20" } });
        (asking.InReplyTo, again.InReplyTo) = (again.Name, asking.Name);

        Assert.Equal("2022-01-20", Assert.Single(Owed(Known())).DueAsked.Text);
    }

    [Fact]
    public void A_withdrawal_of_a_restated_promise_has_no_subject_if_the_first_promise_is_left_out()
    {
        var first = Say(World.Alfa, "2022-01-02", one => one.Promise = new PromiseAct { Kind = PromiseKind.ToDo });
        var leftOut = Say(World.Alfa, "2022-01-03", one => one.Promise = new PromiseAct { Kind = PromiseKind.ToDo, Restates = first.Name },
            Attribution.Media);
        var again = Say(World.Alfa, "2022-01-04", one => one.Promise = new PromiseAct { Kind = PromiseKind.ToDo, Restates = leftOut.Name });
        var back = Say(World.Alfa, "2022-01-05", one => one.Withdrawal = new WithdrawalAct { Subject = again.Name });

        var timeline = Known(Attribution.Counterpart).TimelineAt(World.Negotiation, Day(31), TestContext.Current.CancellationToken)
            .ToDictionary(entry => entry.Statement.Name, entry => entry.WithoutEffect);

        Assert.Null(timeline[first.Name]);
        Assert.Equal(timeline[again.Name], timeline[back.Name]);
        Assert.NotNull(timeline[back.Name]);
    }

    [Theory]
    [InlineData(MeetingPhase.Proposed, "")]
    [InlineData(MeetingPhase.Scheduled, Summit)]
    [InlineData(MeetingPhase.Postponed, Summit)]
    public void Taking_the_invitation_back_ends_what_is_only_proposed(MeetingPhase phase, string next)
    {
        Meet("2022-01-02", MeetingPhase.Proposed, World.Bravo);
        Meet("2022-01-03", phase);
        Say(World.Alfa, "2022-01-04", one => one.Withdrawal = new WithdrawalAct { Subject = Summit });

        Assert.Equal(next, NextMeeting(31));
    }

    private Statement Demand(string said = "2022-01-02", Attribution word = Attribution.OnRecord) =>
        Say(World.Alfa, said, one => one.Demand = new DemandAct { Demand = Asked, Targets = { World.Bravo, World.Alfa } }, word);

    private static ResponseAct Answer(Disposition position) => new() { Demands = { Asked }, Position = position };

    private void Judge(string said, Verdict verdict) =>
        Say(World.Alfa, said, one => one.Assessment = new AssessmentAct { Demand = Asked, Verdict = verdict });

    private Statement Meet(string said, MeetingPhase phase, params string[] invitees) =>
        Say(World.Alfa, said, one => one.Meeting = new MeetingAct { Meeting = Summit, Phase = phase, Invitees = { invitees } });

    private Statement Say(
        string speaker, string said, Action<Statement> act, Attribution word = Attribution.OnRecord, params string[] onBehalfOf)
    {
        var statement = World.Say(Next, Day(31), speaker, said, onBehalfOf);
        statement.Attribution = word;
        act(statement);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Mends the date, marks a duplicate, or annuls.</summary>
    private void Correct(Statement subject, int day, string said = "", string duplicateOf = "")
    {
        var correction = new Correction
        {
            Name = $"corrections/c{Next}",
            Subject = subject.Name,
            Label = duplicateOf.Length > 0 ? CorrectionLabel.Duplicate : CorrectionLabel.Error,
            DuplicateOf = duplicateOf,
            Revision = Next,
            RecordTime = Timestamp.FromDateTimeOffset(Day(day)),
            Replacement = said.Length > 0 ? subject.Clone() : null,
        };
        if (correction.Replacement is not null) correction.Replacement.Said = new PartialDate { Text = said };
        _corrections.Add(correction);
    }

    private KnownStatements Known(Attribution minBasis = Attribution.Unspecified) =>
        KnownStatements.Of(_statements, _corrections, new Lens(minBasis, null));

    private static List<Obligation> Owed(KnownStatements known, int asOf = 31) =>
        [.. known.History(Asked).Obligations.Where(segment => segment.From <= Day(asOf) && Day(asOf) < segment.Until)
            .Select(segment => segment.Value)];

    /// <summary>The beginning of a day of the month.</summary>
    private static DateTimeOffset Day(int day) => World.Start.AddDays(day - 1);
}
