using Diplomacy.V1;
using DiplomacyApi.Client;
using Grpc.Core;
using static DiplomacyApi.Tests.Cases.AtTable;

namespace DiplomacyApi.Tests.Cases;

/// <summary>
/// Acts whose subject is annulled, denied, not published or taken over: marked where they were recorded before, refused after.
/// </summary>
public sealed class LostSubjectTests : IAsyncLifetime
{
    private const string End = "2022-01-31";

    private AtTable? _table;

    private AtTable Table => _table!;

    public async ValueTask InitializeAsync()
    {
        _table = await OpenAsync(new DateTimeOffset(2022, 2, 1, 12, 0, 0, TimeSpan.Zero));
        await Table.SayAsync("alfa", "bravo", "2022-01-02", one =>
        {
            one.Attribution = Attribution.Counterpart;
            one.Demand = Demand("asked", "a", "b");
        }, "asking");
    }

    public ValueTask DisposeAsync() => Table.DisposeAsync();

    [Fact]
    public async Task What_was_recorded_on_a_demand_is_marked_once_it_is_annulled()
    {
        var promise = await Table.SayAsync("bravo", "alfa", "2022-01-03", one =>
            one.Promise = new PromiseAct { Kind = PromiseKind.ToAnswer, Demand = "demands/asked" });
        var answer = await Table.SayAsync("bravo", "alfa", "2022-01-04", one => one.Response = Response("asked", Disposition.Accepted));
        var verdict = await Table.SayAsync("alfa", "bravo", "2022-01-05", one =>
            one.Assessment = new AssessmentAct { Demand = "demands/asked", Verdict = Verdict.Satisfied });
        var again = await Table.SayAsync("alfa", "bravo", "2022-01-06", one => one.Demand = new DemandAct { Restates = "demands/asked" });
        var waiting = await Table.SayAsync("alfa", "bravo", "2022-01-07", one =>
            one.Condition = new ConditionAct { Demands = { "demands/asked" } });
        var denial = await Table.SayAsync("alfa", "bravo", "2022-01-08", one =>
            one.Remark = new RemarkAct { Subject = "statements/asking", Stance = Stance.Confirms });
        Assert.Empty(await Table.MarkedAsync(End));

        await Table.CorrectAsync("statements/asking");

        var marked = await Table.MarkedAsync(End);
        Assert.Equal([promise.Name, answer.Name, verdict.Name, again.Name, waiting.Name, denial.Name], marked.Select(one => one.Statement));
        Assert.All(marked.SkipLast(1), one => Assert.Equal(Lost("demands/asked", SubjectFlaw.Removed), one.Why));
        Assert.Equal(Lost("statements/asking", SubjectFlaw.Removed), marked[^1].Why);
    }

    [Fact]
    public async Task What_is_about_something_annulled_is_refused_like_what_is_about_something_unknown()
    {
        var phase = await Table.SayAsync("alfa", "bravo", "2022-01-03", one =>
            one.Meeting = Meeting("summit", MeetingPhase.Proposed, "bravo"));
        var correction = await Table.CorrectAsync("statements/asking");
        await Table.CorrectAsync(phase.Name);

        await RefusedAsync(ErrorReason.UnknownDemand, "bravo", one => one.Response = Response("asked", Disposition.Accepted));
        await RefusedAsync(ErrorReason.UnknownDemand, "alfa", one => one.Withdrawal = new WithdrawalAct { Subject = "demands/asked" });
        await RefusedAsync(ErrorReason.UnknownStatement, "alfa", one =>
            one.Remark = new RemarkAct { Subject = "statements/asking", Stance = Stance.Denies });
        await RefusedAsync(ErrorReason.UnknownMeeting, "bravo", one =>
            one.Response = new ResponseAct { Meeting = "meetings/summit", Position = Disposition.Accepted });

        await Table.CorrectAsync(correction);
        await Table.SayAsync("bravo", "alfa", "2022-01-04", one => one.Response = Response("asked", Disposition.Accepted));
        Assert.Equal(ObligationState.Answered, (await Table.DebtorAsync("asked", "bravo", End)).State);
    }

    [Fact]
    public async Task The_title_of_an_answer_is_corrected_whatever_became_of_the_demand()
    {
        var answer = await Table.SayAsync("bravo", "alfa", "2022-01-04", one => one.Response = Response("asked", Disposition.Accepted));
        await Table.CorrectAsync("statements/asking");

        await Table.CorrectAsync(answer.Name, Said("bravo", "alfa", "2022-01-04", one =>
        {
            one.Response = Response("asked", Disposition.Accepted);
            one.Summaries[0].Text = "It was said better.";
        }));

        Assert.Equal(answer.Name, Assert.Single(await Table.MarkedAsync(End)).Statement);
    }

    [Fact]
    public async Task An_undone_correction_changes_nothing_in_what_can_be_said()
    {
        var without = await Table.CorrectAsync("statements/asking",
            Said("alfa", "bravo", "2022-01-02", one => one.Demand = Demand("asked", "a")));
        await RefusedAsync(ErrorReason.UnknownItem, "bravo", one => one.Response = OnItem("asked", "b", Disposition.Accepted));
        await Table.CorrectAsync(without);
        await Table.SayAsync("bravo", "alfa", "2022-01-04", one => one.Response = OnItem("asked", "b", Disposition.Accepted));

        var otherSpeaker = await Table.CorrectAsync(
            "statements/asking", Said("charlie", "bravo", "2022-01-02", one => one.Demand = Demand("asked", "a", "b")));
        await RefusedAsync(ErrorReason.WrongParty, "alfa", one => one.Withdrawal = new WithdrawalAct { Subject = "demands/asked" });
        await Table.CorrectAsync(otherSpeaker);
        await Table.SayAsync("alfa", "bravo", "2022-01-05", one => one.Withdrawal = new WithdrawalAct { Subject = "demands/asked" });

        Assert.Equal(ObligationState.Withdrawn, (await Table.DebtorAsync("asked", "bravo", End)).State);
    }

    [Fact]
    public async Task What_is_about_something_denied_is_marked_from_when_it_is_denied()
    {
        var answer = await Table.SayAsync("bravo", "alfa", "2022-01-04", one => one.Response = Response("asked", Disposition.Accepted));
        await Table.SayAsync("alfa", "bravo", "2022-01-06", one =>
            one.Remark = new RemarkAct { Subject = "statements/asking", Stance = Stance.Denies });

        Assert.Empty(await Table.MarkedAsync("2022-01-05"));
        Assert.Equal(
            [("statements/asking", new WithoutEffect { Reason = WithoutEffectReason.Denied }),
                (answer.Name, Lost("demands/asked", SubjectFlaw.Denied))],
            await Table.MarkedAsync("2022-01-06"));
    }

    [Fact]
    public async Task What_is_about_something_not_published_is_marked_as_publicly_known()
    {
        var answer = await Table.SayAsync("bravo", "alfa", "2022-01-04", one =>
        {
            one.Response = Response("asked", Disposition.Accepted);
            one.Reports.Add(new Report { Outlet = "Reuters", Published = new PartialDate { Text = "2022-01-04" } });
        });

        var lens = new StatusLens { PublishedBy = "2022-01-10" };
        Assert.Equal([(answer.Name, Lost("demands/asked", SubjectFlaw.Unpublished))], await Table.MarkedAsync(End, lens));
        Assert.Equal(answer.Name, (await Table.StatusAsync(End, lens)).LastStatement);
    }

    [Fact]
    public async Task What_is_about_an_item_that_the_kept_demand_does_not_have_is_marked()
    {
        await Table.SayAsync("alfa", "bravo", "2022-01-01", one => one.Demand = Demand("kept", "a"), "keeping");
        var answer = await Table.SayAsync("bravo", "alfa", "2022-01-04", one => one.Response = OnItem("asked", "b", Disposition.Accepted));

        await Table.CorrectAsync("statements/asking", duplicateOf: "statements/keeping");

        Assert.Equal((answer.Name, new WithoutEffect { Subject = "demands/kept", Reason = WithoutEffectReason.Item }),
            Assert.Single(await Table.MarkedAsync(End)));
    }

    [Fact]
    public async Task A_denial_on_weak_word_is_marked_and_denies_nothing()
    {
        var denial = await Table.SayAsync("alfa", "bravo", "2022-01-06", one =>
        {
            one.Attribution = Attribution.Media;
            one.Remark = new RemarkAct { Subject = "statements/asking", Stance = Stance.Denies };
        });

        Assert.Equal([(denial.Name, new WithoutEffect { Subject = "statements/asking", Reason = WithoutEffectReason.Basis })],
            await Table.MarkedAsync(End));
    }

    [Fact]
    public async Task What_moves_nothing_on_what_it_finds_is_not_marked()
    {
        await Table.SayAsync("bravo", "alfa", "2022-01-04", one => one.Response = Response("asked", Disposition.Accepted));
        await Table.SayAsync("bravo", "alfa", "2022-01-05", one => one.Response = Response("asked", Disposition.Undisclosed));
        await Table.SayAsync("bravo", "alfa", "2022-01-06", one => one.Response = Response("asked", Disposition.Acknowledged));

        Assert.Empty(await Table.MarkedAsync(End));
    }

    private static WithoutEffect Lost(string subject, SubjectFlaw flaw) =>
        new() { Subject = subject, Reason = WithoutEffectReason.Subject, Flaw = flaw };

    private async Task RefusedAsync(ErrorReason reason, string speaker, Action<Statement> act)
    {
        var refused = await Assert.ThrowsAsync<DiplomacyException>(() =>
            Table.SayAsync(speaker, speaker == "alfa" ? "bravo" : "alfa", "2022-01-20", act));
        Assert.Equal((StatusCode.FailedPrecondition, reason), (refused.Status, refused.Reason));
    }
}
