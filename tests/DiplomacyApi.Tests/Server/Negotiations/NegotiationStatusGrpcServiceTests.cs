using Diplomacy.V1;
using DiplomacyApi.Client;

namespace DiplomacyApi.Tests.Server.Negotiations;

/// <summary>Who waits for whom: conditions, standoffs, warnings, meetings and what is next, over a small history of its own.</summary>
public sealed class NegotiationStatusGrpcServiceTests : IAsyncLifetime
{
    private TestServer? _server;

    private TestServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartSeededAsync();
        await Server.Client.Negotiations.CreateNegotiationAsync(
            new CreateNegotiationRequest { NegotiationId = "talks", Negotiation = new Negotiation { Titles = { Words("Talks") } } },
            cancellationToken: TestServer.Token);
        await SayAsync("russia", "nato", "2023-01-01", statement =>
            statement.Demand = new DemandAct { Demand = "demands/of-russia", Titles = { Words("Of Russia") } });
        await SayAsync("nato", "russia", "2023-01-02", statement =>
            statement.Demand = new DemandAct { Demand = "demands/of-nato", Titles = { Words("Of NATO") } });
        await SayAsync("nato", "russia", "2023-01-02", statement =>
            statement.NegotiationStep = new NegotiationStepAct { Step = NegotiationStep.Opened });
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [Fact]
    public async Task Each_withholding_until_the_other_acts_is_a_standoff_until_one_answers()
    {
        var russia = await SayAsync("russia", "nato", "2023-01-03", statement =>
            statement.Condition = new ConditionAct { Demands = { "demands/of-russia" } });
        var nato = await SayAsync("nato", "russia", "2023-01-04", statement =>
            statement.Condition = new ConditionAct { Demands = { "demands/of-nato" } });
        await SayAsync("nato", "russia", "2023-01-05", statement =>
            statement.Response = new ResponseAct { Demands = { "demands/of-russia" }, Position = Disposition.Countered });

        var alone = await StatusAsync("2023-01-03");
        var both = await StatusAsync("2023-01-04");
        var answered = await StatusAsync("2023-01-05");

        Assert.Empty(alone.Standoffs);
        var standoff = Assert.Single(both.Standoffs);
        Assert.Equal(["actors/nato", "actors/russia"], standoff.Actors);
        Assert.Equal([russia, nato], standoff.Conditions);
        Assert.Empty(answered.Standoffs);
        Assert.Equal([nato], answered.Conditions.Select(condition => condition.Statement));
    }

    [Fact]
    public async Task A_condition_until_settled_blocks_past_the_answer_and_until_the_creditor_is_satisfied()
    {
        await SayAsync("russia", "nato", "2023-01-03", statement =>
            statement.Condition = new ConditionAct { Demands = { "demands/of-russia" }, Until = ConditionUntil.Settled });
        await SayAsync("nato", "russia", "2023-01-05", statement =>
            statement.Response = new ResponseAct { Demands = { "demands/of-russia" }, Position = Disposition.Accepted });
        await SayAsync("russia", "nato", "2023-01-07", statement =>
            statement.Assessment = new AssessmentAct { Demand = "demands/of-russia", Verdict = Verdict.Satisfied });

        var answered = await StatusAsync("2023-01-06");
        var settled = await StatusAsync("2023-01-07");

        Assert.Equal(NegotiationState.AwaitingAnswers, answered.State);
        var waiting = Assert.Single(answered.WaitingOn, one => one.Subject == "demands/of-russia");
        Assert.Equal((ObligationState.Answered, 1), (waiting.State, waiting.Blocks.Count));
        Assert.Equal(NegotiationState.Active, settled.State);
        Assert.DoesNotContain(settled.WaitingOn, one => one.Subject == "demands/of-russia");
    }

    [Fact]
    public async Task A_condition_on_anonymous_word_is_shown_and_does_not_block()
    {
        await SayAsync("russia", "nato", "2023-01-03", statement =>
        {
            statement.Attribution = Attribution.Anonymous;
            statement.Condition = new ConditionAct { Demands = { "demands/of-russia" } };
        });

        var status = await StatusAsync("2023-01-03");

        Assert.Equal(NegotiationState.Active, status.State);
        Assert.False(Assert.Single(status.Conditions).Blocking);
    }

    [Fact]
    public async Task A_refusal_leaves_a_warning_live_and_carrying_it_out_ends_it()
    {
        var warning = await SayAsync("russia", "nato", "2023-01-03", statement =>
            statement.Warning = new WarningAct { Demands = { "demands/of-russia" }, Consequences = { Words("A reaction") } });
        await SayAsync("nato", "russia", "2023-01-04", statement =>
            statement.Response = new ResponseAct { Demands = { "demands/of-russia" }, Position = Disposition.Rejected });
        await SayAsync("russia", "nato", "2023-01-06", statement =>
            statement.Fulfillment = new FulfillmentAct { Subject = warning, Complete = true });

        Assert.Equal(warning, Assert.Single((await StatusAsync("2023-01-05")).Warnings).Statement);
        Assert.Empty((await StatusAsync("2023-01-06")).Warnings);
    }

    [Fact]
    public async Task A_meeting_goes_from_invitation_to_held_and_takes_the_replies_with_it()
    {
        await SayAsync("nato", "russia", "2023-01-03", statement => statement.Meeting = new MeetingAct
        {
            Meeting = "meetings/summit",
            Phase = MeetingPhase.Proposed,
            Invitees = { "actors/russia", "actors/ukraine" },
            Titles = { Words("Summit") },
        });
        await SayAsync("russia", "nato", "2023-01-05", statement =>
            statement.Response = new ResponseAct { Meeting = "meetings/summit", Position = Disposition.Deferred });
        await SayAsync("nato", "russia", "2023-01-07", statement => statement.Meeting = new MeetingAct
        {
            Meeting = "meetings/summit",
            Phase = MeetingPhase.Held,
            Participants = { "actors/nato", "actors/ukraine" },
            Date = new PartialDate { Text = "2023-01-07" },
        });

        Assert.Equal([("actors/russia", ObligationState.Outstanding), ("actors/ukraine", ObligationState.Outstanding)],
            await RepliesAsync("2023-01-04"));
        Assert.Equal([("actors/russia", ObligationState.Acknowledged), ("actors/ukraine", ObligationState.Outstanding)],
            await RepliesAsync("2023-01-06"));
        Assert.Equal([("actors/russia", ObligationState.Withdrawn), ("actors/ukraine", ObligationState.Answered)],
            await RepliesAsync("2023-01-07"));
        Assert.Equal("meetings/summit", (await StatusAsync("2023-01-06")).NextMeeting.Name);
        Assert.Null((await StatusAsync("2023-01-07")).NextMeeting);
    }

    [Fact]
    public async Task A_denied_promise_ends_from_when_it_is_denied_and_the_timeline_says_so()
    {
        var promise = await SayAsync("nato", "russia", "2023-01-03", statement =>
        {
            statement.Attribution = Attribution.Counterpart;
            statement.Promise = new PromiseAct { Kind = PromiseKind.ToAnswer, Demand = "demands/of-russia" };
        });
        await SayAsync("nato", "russia", "2023-01-05", statement =>
            statement.Remark = new RemarkAct { Subject = promise, Stance = Stance.Denies });

        Assert.Equal(ObligationState.Promised, await StateAsync("demands/of-russia", "2023-01-04"));
        Assert.Equal(ObligationState.Outstanding, await StateAsync("demands/of-russia", "2023-01-05"));
        var entry = (await TimelineAsync("2023-01-05")).Single(one => one.Statement.Name == promise);
        Assert.True(entry.Denied);
        Assert.Equal(WithoutEffectReason.Denied, entry.WithoutEffect?.Reason);
        Assert.False((await TimelineAsync("2023-01-04")).Single(one => one.Statement.Name == promise).Denied);
    }

    [Fact]
    public async Task A_missed_promise_stays_missed_when_the_answer_comes_late()
    {
        await SayAsync("nato", "russia", "2023-01-03", statement => statement.Promise = new PromiseAct
        {
            Kind = PromiseKind.ToAnswer,
            Demand = "demands/of-russia",
            Due = new PartialDate { Text = "2023-01-06" },
        });
        await SayAsync("nato", "russia", "2023-01-09", statement =>
            statement.Response = new ResponseAct { Demands = { "demands/of-russia" }, Position = Disposition.Accepted });

        Assert.False(await MissedAsync("2023-01-05"));
        Assert.True(await MissedAsync("2023-01-07"));
        Assert.True(await MissedAsync("2023-01-10"));

        async Task<bool> MissedAsync(string asOf) => Assert.Single((await Server.Client.Negotiations.ListPromisesAsync(
            new ListPromisesRequest { At = new ReadAt { AsOf = asOf }, Filter = new PromiseFilter { Demand = "demands/of-russia" } },
            cancellationToken: TestServer.Token)).Promises).Missed;
    }

    private async Task<string> SayAsync(string speaker, string to, string said, Action<Statement> act)
    {
        var statement = new Statement
        {
            Speaker = $"actors/{speaker}",
            Addressees = { $"actors/{to}" },
            Said = new PartialDate { Text = said },
            Form = Form.Written,
            Attribution = Attribution.OnRecord,
            Negotiation = "negotiations/talks",
        };
        act(statement);
        return (await Server.Client.Statements.RecordStatementAsync(
            new RecordStatementRequest { Statement = statement }, cancellationToken: TestServer.Token)).Statement.Name;
    }

    private async Task<NegotiationStatus> StatusAsync(string asOf) => (await Server.Client.Negotiations.GetNegotiationStatusAsync(
        new GetNegotiationStatusRequest { Name = "negotiations/talks", At = new ReadAt { AsOf = asOf } },
        cancellationToken: TestServer.Token)).Status;

    private async Task<ObligationState> StateAsync(
        string demand, string asOf) => Assert.Single((await Server.Client.Negotiations.GetDemandAsync(
        new GetDemandRequest { Name = demand, At = new ReadAt { AsOf = asOf } },
        cancellationToken: TestServer.Token)).Demand.Debtors).State;

    private async Task<IEnumerable<(string, ObligationState)>> RepliesAsync(string asOf) =>
        (await Server.Client.Negotiations.ListObligationsAsync(
        new ListObligationsRequest { At = new ReadAt { AsOf = asOf }, Filter = new ObligationFilter { Subject = "meetings/summit" } },
        cancellationToken: TestServer.Token))
        .Obligations.Select(reply => (reply.Debtor, reply.State));

    private async Task<List<TimelineEntry>> TimelineAsync(string asOf)
    {
        var entries = new List<TimelineEntry>();
        var request = new ListTimelineEntriesRequest { Negotiation = "negotiations/talks", PageSize = 2, At = new ReadAt { AsOf = asOf } };
        await foreach (var entry in Server.Client.Negotiations.AllAsync(request, TestServer.Token)) entries.Add(entry);
        return entries;
    }

    private static LocalizedText Words(string text) => new() { Text = text, LanguageCode = "en" };
}
