using Diplomacy.V1;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Cases;

/// <summary>What the founding case must answer, as of many days, as known at two points.</summary>
public sealed class SecurityTalks2022Tests(SeededServer server) : IClassFixture<SeededServer>
{
    private const string NoPosition = "none";

    [Theory]
    [InlineData("2021-11-30", null, null, null, null, null)]
    [InlineData("2021-12-30", null, null, null, null, null)]
    [InlineData("2021-12-31", "Outstanding", "OnRecord", NoPosition, "Any", "")]
    [InlineData("2022-01-01", "Outstanding", "OnRecord", NoPosition, "Any", "")]
    [InlineData("2022-01-09", "Outstanding", "OnRecord", NoPosition, "Any", "")]
    [InlineData("2022-01-13", "Outstanding", "OnRecord", NoPosition, "Any", "")]
    [InlineData("2022-01-14", "Promised", "Counterpart", NoPosition, "Any", "")]
    [InlineData("2022-01-16", "Promised", "Counterpart", NoPosition, "Any", "")]
    [InlineData("2022-01-17", "Promised", "Counterpart", "Rejected on Media", "Any", "2022-01-17/2022-01-19 Due")]
    [InlineData("2022-01-18", "Promised", "Counterpart", "Rejected on Media", "Written", "2022-01-17/2022-01-19 Due")]
    [InlineData("2022-01-19", "Promised", "Counterpart", "Rejected on Media", "Written", "2022-01-17/2022-01-19 Due")]
    [InlineData("2022-01-20", "Promised", "Counterpart", "Rejected on Media", "Written", "2022-01-17/2022-01-19 Overdue")]
    [InlineData("2022-02-01", "Promised", "Counterpart", "Rejected on Media", "Written", "2022-01-17/2022-01-19 Overdue")]
    public async Task The_proposals_are_owed_by_both_on_both_items(
        string asOf, string? state, string? basis, string? spoken, string? form, string? due)
    {
        var obligations = await ObligationsAsync(new ReadAt { AsOf = asOf });

        if (state is null)
        {
            Assert.Empty(obligations);
            return;
        }
        Assert.Equal(
            [("eastern-deployments", "actors/nato"), ("eastern-deployments", "actors/united-states"), ("nato-enlargement", "actors/nato"),
                ("nato-enlargement", "actors/united-states")],
            obligations.Select(obligation => (obligation.Item, obligation.Debtor)));
        Assert.All(obligations, obligation =>
        {
            Assert.Equal(state, obligation.State.ToString());
            Assert.Equal(basis, obligation.StateDecision.Basis.ToString());
            Assert.Equal(spoken,
                obligation.SpokenPosition == Disposition.Unspecified
                    ? NoPosition
                    : $"{obligation.SpokenPosition} on {obligation.SpokenDecision.Basis}");
            Assert.Equal(Disposition.Unspecified, obligation.FormalPosition);
            Assert.Equal("2021-12", obligation.Since.Text);
            Assert.Equal(["actors/russia"], obligation.Creditors);
            Assert.Equal(form, obligation.RequiredForm.ToString());
            Assert.Equal(due, obligation.DueAsked is null ? "" : $"{obligation.DueAsked.Text} {obligation.DueState}");
        });
    }

    [Fact]
    public async Task Before_the_restatement_was_recorded_the_demand_is_known_without_it()
    {
        var sharpened = (await server.Client.Statements.GetStatementAsync(
            new GetStatementRequest { Name = "statements/lavrov-sharpens-demand" }, cancellationToken: TestServer.Token)).Statement;
        var before = await ObligationsAsync(new ReadAt { AsOf = "2022-01-18", KnownAtRevision = sharpened.Revision - 1 });
        var after = await ObligationsAsync(new ReadAt { AsOf = "2022-01-18", KnownAtRevision = sharpened.Revision });

        Assert.All(before, obligation => Assert.Equal((RequiredForm.Any, false), (obligation.RequiredForm, obligation.ItemByItem)));
        Assert.All(after, obligation => Assert.Equal((RequiredForm.Written, true), (obligation.RequiredForm, obligation.ItemByItem)));
        Assert.Equal(4, before.Count);
        Assert.Equal(4, after.Count);
    }

    [Fact]
    public async Task Before_anything_was_recorded_nothing_is_known() =>
        Assert.Empty(await ObligationsAsync(new ReadAt { AsOf = "2022-01-18", KnownAtRevision = 0 }));

    [Fact]
    public async Task As_of_18_January_the_negotiation_awaits_answers_by_Lavrovs_condition()
    {
        var status = await StatusAsync("2022-01-18");

        Assert.Equal(NegotiationState.AwaitingAnswers, status.State);
        Assert.Equal(["statements/lavrov-waits-for-answers"], status.StateDecision.Statements);
        var condition = Assert.Single(status.Conditions);
        Assert.True(condition.Blocking);
        Assert.Equal(["actors/nato", "actors/united-states"], condition.WaitingFor);
    }

    [Fact]
    public async Task As_of_18_January_each_side_waits_for_the_other()
    {
        var status = await StatusAsync("2022-01-18");

        Assert.Equal(
            [("actors/nato", "actors/russia", Requests.Proposals), ("actors/united-states", "actors/russia", Requests.Proposals),
                ("actors/russia", "actors/nato", "meetings/nato-russia-council-2022")],
            status.WaitingOn.Select(waiting => (waiting.Debtor, Assert.Single(waiting.Creditors), waiting.Subject)));
        Assert.Empty(status.Standoffs);
    }

    [Fact]
    public async Task As_of_18_January_Geneva_is_next_and_both_warnings_are_live()
    {
        var status = await StatusAsync("2022-01-18");

        Assert.Equal(("meetings/geneva-2022-01-21", MeetingPhase.Scheduled, "2022-01-21", Attribution.Anonymous),
            (status.NextMeeting.Name, status.NextMeeting.Phase, status.NextMeeting.Date.Text, status.NextMeeting.PhaseDecision.Basis));
        Assert.Equal([("statements/lavrov-warns-of-reaction", false), ("statements/russian-officials-warn-of-deployment", true)],
            status.Warnings.Select(warning => (warning.Statement, warning.Hedged)).Order());
    }

    [Fact]
    public async Task Nobody_owes_an_answer_to_the_appeal()
    {
        var appeal = await server.Client.Negotiations.GetDemandAsync(
            new GetDemandRequest { Name = "demands/no-speculation-2022-01" }, cancellationToken: TestServer.Token);

        Assert.Equal(Force.Appeal, appeal.Demand.Force);
        Assert.Empty(appeal.Demand.Debtors);
    }

    [Theory]
    [InlineData("2021-11-30", NegotiationState.Unspecified)]
    [InlineData("2022-01-01", NegotiationState.Proposed)]
    [InlineData("2022-01-14", NegotiationState.Active)]
    [InlineData("2022-01-18", NegotiationState.AwaitingAnswers)]
    [InlineData("2022-02-01", NegotiationState.AwaitingAnswers)]
    public async Task The_negotiation_moves_by_what_is_said(string asOf, NegotiationState state) =>
        Assert.Equal(state, (await StatusAsync(asOf)).State);

    [Fact]
    public async Task On_better_word_than_the_counterparts_nothing_was_promised()
    {
        var answer = await server.Client.Negotiations.ListObligationsAsync(new ListObligationsRequest
        {
            At = new ReadAt { AsOf = "2022-01-18" },
            Lens = new StatusLens { MinBasis = Attribution.Readout },
            Filter = new ObligationFilter { Subject = Requests.Proposals },
        }, cancellationToken: TestServer.Token);

        Assert.Equal(4, answer.Obligations.Count);
        Assert.All(answer.Obligations, obligation =>
            Assert.Equal((ObligationState.Outstanding, Disposition.Unspecified), (obligation.State, obligation.SpokenPosition)));
    }

    [Fact]
    public async Task Before_the_article_was_published_nothing_was_publicly_known()
    {
        var answer = await server.Client.Negotiations.ListDemandsAsync(new ListDemandsRequest
        {
            At = new ReadAt { AsOf = "2022-01-18" },
            Lens = new StatusLens { PublishedBy = "2022-01-17" },
        }, cancellationToken: TestServer.Token);

        Assert.Empty(answer.Demands);
    }

    [Fact]
    public async Task A_written_answer_lifts_the_condition_for_who_gave_it()
    {
        await using var own = await TestServer.StartSeededAsync();
        foreach (var speaker in new[] { "actors/nato", "actors/united-states" })
            foreach (var item in new[] { "nato-enlargement", "eastern-deployments" })
                await own.Client.Statements.RecordStatementAsync(
                    Requests.Response(Requests.Proposals, item, speaker), cancellationToken: TestServer.Token);

        var before = await own.Client.Negotiations.GetNegotiationStatusAsync(
            new GetNegotiationStatusRequest { Name = Requests.Talks, At = new ReadAt { AsOf = "2022-01-25" } },
            cancellationToken: TestServer.Token);
        var after = await own.Client.Negotiations.GetNegotiationStatusAsync(
            new GetNegotiationStatusRequest { Name = Requests.Talks, At = new ReadAt { AsOf = "2022-01-26" } },
            cancellationToken: TestServer.Token);

        Assert.Equal(NegotiationState.AwaitingAnswers, before.Status.State);
        Assert.Equal(NegotiationState.Active, after.Status.State);
        Assert.Empty(after.Status.Conditions);
        // A refusal leaves a warning live.
        Assert.Equal(2, after.Status.Warnings.Count);
    }

    private async Task<IReadOnlyList<Obligation>> ObligationsAsync(ReadAt at)
    {
        var answer = await server.Client.Negotiations.ListObligationsAsync(
            new ListObligationsRequest { At = at, Filter = new ObligationFilter { Subject = Requests.Proposals } },
            cancellationToken: TestServer.Token);
        return answer.Obligations;
    }

    private async Task<NegotiationStatus> StatusAsync(string asOf) =>
        (await server.Client.Negotiations.GetNegotiationStatusAsync(
            new GetNegotiationStatusRequest { Name = Requests.Talks, At = new ReadAt { AsOf = asOf } },
            cancellationToken: TestServer.Token)).Status;
}
