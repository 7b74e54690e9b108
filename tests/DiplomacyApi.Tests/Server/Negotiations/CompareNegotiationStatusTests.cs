using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Domain;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Negotiations;

/// <summary>What differs between two points, which circles hold everybody up, and who waits for whom.</summary>
public sealed class CompareNegotiationStatusTests : IAsyncLifetime
{
    private TestServer? _server;

    private TestServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartEmptyAsync();
        foreach (var id in new[] { "a", "b", "c", "d", "e" })
            await Server.Client.Actors.CreateActorAsync(
                new CreateActorRequest { ActorId = id, Actor = new Actor { Type = ActorType.State, DisplayNames = { Words(id) } } },
                cancellationToken: TestServer.Token);
        foreach (var id in new[] { "one", "two" })
            await Server.Client.Negotiations.CreateNegotiationAsync(
                new CreateNegotiationRequest { NegotiationId = id, Negotiation = new Negotiation { Titles = { Words(id) } } },
                cancellationToken: TestServer.Token);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [Fact]
    public async Task A_due_that_a_restatement_moves_is_its_doing_and_one_that_passes_is_the_clocks()
    {
        await DemandAsync("a", "b", "2023-01-01", "one", due: "2023-01-10");
        var restated = await SayAsync("a", "b", "2023-01-12", "one", statement =>
            statement.Demand = new DemandAct { Restates = "demands/a-to-b", Due = Day("2023-01-20") });

        Assert.Equal(["Overdue Due → Overdue by the clock"], await ChangesAsync("2023-01-10", "2023-01-11"));
        Assert.Equal(["DueAsked 2023-01-10 → 2023-01-20 by " + restated, "Overdue Overdue →  by " + restated],
            await ChangesAsync("2023-01-11", "2023-01-12"));
        Assert.Empty(await ChangesAsync("2023-01-13", "2023-01-14"));
        Assert.Equal(["Overdue  → Due by the clock"], await ChangesAsync("2023-01-14", "2023-01-20"));
    }

    [Fact]
    public async Task A_due_is_reported_with_the_last_that_set_it_whether_it_gave_more_time_or_restated()
    {
        await DemandAsync("a", "b", "2023-01-01", "one", due: "2023-01-10");
        var more = await SayAsync("a", "b", "2023-01-09", "one", statement =>
            statement.Assessment = new AssessmentAct { Demand = "demands/a-to-b", Verdict = Verdict.MoreTime, Due = Day("2023-01-20") });
        // To the same day, so that its text does not show which of the two it was.
        var restated = await SayAsync("a", "b", "2023-01-12", "one", statement =>
            statement.Demand = new DemandAct { Restates = "demands/a-to-b", Due = Day("2023-01-20") });

        Assert.Equal(["DueAsked 2023-01-10 → 2023-01-20 by " + more], await ChangesAsync("2023-01-08", "2023-01-09"));
        Assert.Equal(["DueAsked 2023-01-10 → 2023-01-20 by " + restated], await ChangesAsync("2023-01-08", "2023-01-12"));
    }

    [Fact]
    public async Task A_negotiation_that_is_not_known_at_the_first_point_has_no_status_there_and_at_the_second_is_not_found()
    {
        var head = await Server.HeadAsync();
        await DemandAsync("a", "b", "2023-01-01", "one");
        var request = new CompareNegotiationStatusRequest
        {
            Name = "negotiations/one",
            Before = new ReadAt { KnownAtRevision = 0 },
            After = new ReadAt(),
        };
        var compared = await Server.Client.Negotiations.CompareNegotiationStatusAsync(request, cancellationToken: TestServer.Token);
        (request.Before, request.After) = (request.After, request.Before);
        var unknown = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await Server.Client.Negotiations.CompareNegotiationStatusAsync(request, cancellationToken: TestServer.Token));
        request.After = new ReadAt { KnownAtRevision = head + 1_000 };
        var future = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await Server.Client.Negotiations.CompareNegotiationStatusAsync(request, cancellationToken: TestServer.Token));

        Assert.Null(compared.Before);
        Assert.Equal(0, compared.BeforePosition.Revision);
        Assert.Equal((null, ObligationState.Outstanding), (compared.Changes[0].Before, compared.Changes[0].After.State));
        Assert.Equal((StatusCode.NotFound, ErrorReason.UnknownNegotiation), (unknown.Status, unknown.Reason));
        Assert.Equal((ErrorReason.RevisionInFuture, "after.known_at_revision"), (future.Reason, Assert.Single(future.Fields).Field));
    }

    [Fact]
    public async Task Through_a_lens_both_points_are_looked_at_through_it()
    {
        await DemandAsync("a", "b", "2023-01-01", "one");
        await SayAsync("b", "a", "2023-01-05", "one", statement =>
        {
            statement.Attribution = Attribution.Counterpart;
            statement.Promise = new PromiseAct { Kind = PromiseKind.ToAnswer, Demand = "demands/a-to-b" };
        });

        Assert.Single(await ChangesAsync("2023-01-02", "2023-01-06"));
        Assert.Empty(await ChangesAsync("2023-01-02", "2023-01-06", new StatusLens { MinBasis = Attribution.OnRecord }));
    }

    [Fact]
    public async Task Circles_are_found_across_negotiations_each_once_and_paged_by_their_actors()
    {
        await WithholdAsync("a", "b", "one");
        await WithholdAsync("b", "a", "two");
        await WithholdAsync("c", "d", "one");
        await WithholdAsync("d", "e", "two");
        await WithholdAsync("e", "c", "two");
        var request = new ListStandoffsRequest { PageSize = 1, At = new ReadAt { AsOf = "2023-01-02" } };
        var first = await Server.Client.Negotiations.ListStandoffsAsync(request, cancellationToken: TestServer.Token);
        await SayAsync("b", "a", "2023-01-02", "one", statement =>
            statement.Response = new ResponseAct { Demands = { "demands/a-to-b" }, Position = Disposition.Rejected });
        request.PageToken = first.NextPageToken;
        var second = await Server.Client.Negotiations.ListStandoffsAsync(request, cancellationToken: TestServer.Token);
        var now = await Server.Client.Negotiations.ListStandoffsAsync(new ListStandoffsRequest(), cancellationToken: TestServer.Token);
        request.At = new ReadAt();
        var other = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await Server.Client.Negotiations.ListStandoffsAsync(request, cancellationToken: TestServer.Token));

        Assert.Equal(["actors/a", "actors/b"], Assert.Single(first.Standoffs).Actors);
        Assert.Equal(2, first.Standoffs[0].Conditions.Count);
        Assert.Equal(["actors/c", "actors/d", "actors/e"], Assert.Single(second.Standoffs).Actors);
        Assert.Equal((first.LogPosition, ""), (second.LogPosition, second.NextPageToken));
        Assert.Equal(["actors/c", "actors/d", "actors/e"], Assert.Single(now.Standoffs).Actors);
        Assert.Equal(ErrorReason.PageTokenMismatch, other.Reason);
    }

    [Fact]
    public async Task The_graph_gathers_what_each_owes_each_other_over_all_negotiations_or_one()
    {
        await DemandAsync("a", "b", "2023-01-01", "one", due: "2023-01-03", items: ["x", "y"]);
        await SayAsync("a", "b", "2023-01-04", "two", statement =>
            statement.Demand = new DemandAct { Demand = "demands/second", Titles = { Words("Second") }, Due = Day("2023-02-01") });
        await SayAsync("b", "a", "2023-01-04",
            "one", statement =>
                statement.Response = new ResponseAct
                {
                    Demands = { "demands/a-to-b" },
                    Positions = { new ItemPosition { Item = "x", Position = Disposition.Acknowledged } },
                });
        await DemandAsync("b", "a", "2023-01-02", "one");
        await SayAsync("a", "b", "2023-01-05", "one", statement =>
            statement.Response = new ResponseAct { Demands = { "demands/b-to-a" }, Position = Disposition.Accepted });
        var promise = await SayAsync("c", "b", "2023-01-02", "two", statement =>
            statement.Promise = new PromiseAct { Kind = PromiseKind.ToDo, Titles = { Words("A deed") } });
        await SayAsync("c", "d", "2023-01-02",
            "two", statement =>
                statement.Meeting = new MeetingAct
                {
                    Meeting = "meetings/m",
                    Phase = MeetingPhase.Proposed,
                    Invitees = { "actors/d", "actors/e" },
                });

        Assert.Equal(
        [
            "b owes a 3 of 2, 2 overdue, since 2023-01-01, due 2023-01-03, Outstanding: demands/a-to-b demands/second",
            "c owes b 1 of 1, 0 overdue, since 2023-01-02, due , Promised: " + promise,
            "d owes c 1 of 1, 0 overdue, since 2023-01-02, due , Outstanding: meetings/m",
            "e owes c 1 of 1, 0 overdue, since 2023-01-02, due , Outstanding: meetings/m",
        ], await GraphAsync("2023-01-06", ""));
        Assert.Equal(["b owes a 2 of 1, 2 overdue, since 2023-01-01, due 2023-01-03, Outstanding: demands/a-to-b"],
            await GraphAsync("2023-01-06", "negotiations/one"));
        Assert.Equal(["b owes a 2 of 1, 0 overdue, since 2023-01-01, due 2023-01-03, Outstanding: demands/a-to-b"],
            await GraphAsync("2023-01-01", ""));
        Assert.Empty(await GraphAsync("2022-12-31", ""));
    }

    private async Task<List<string>> GraphAsync(string asOf, string negotiation)
    {
        var answer = await Server.Client.Negotiations.GetWaitGraphAsync(
            new GetWaitGraphRequest { At = new ReadAt { AsOf = asOf }, Negotiation = negotiation }, cancellationToken: TestServer.Token);
        return [.. answer.Graph.Edges.Select(edge =>
            $"{edge.Debtor["actors/".Length..]} owes {edge.Creditor["actors/".Length..]} {edge.OwedCount} of {edge.SubjectCount}, {edge.OverdueCount} overdue, since {edge.Since.Text}, due {edge.Due?.Text}, {edge.State}: {string.Join(' ', edge.Subjects)}")];
    }

    private async Task<List<string>> ChangesAsync(string from, string to, StatusLens? lens = null)
    {
        var compared = await Server.Client.Negotiations.CompareNegotiationStatusAsync(new CompareNegotiationStatusRequest
        {
            Name = "negotiations/one",
            Before = new ReadAt { AsOf = from },
            After = new ReadAt { AsOf = to },
            Lens = lens,
        }, cancellationToken: TestServer.Token);
        return [
            .. compared.Changes.Select(change =>
                $"{change.What} {change.Before.Text()} → {change.After.Text()} by {(change.ByClock ? "the clock" : change.Cause)}")];
    }

    /// <summary>One demands something of another, and withholds until it is answered.</summary>
    private async Task WithholdAsync(string who, string until, string negotiation)
    {
        await DemandAsync(who, until, "2023-01-01", negotiation);
        await SayAsync(who, until, "2023-01-01", negotiation, statement =>
            statement.Condition = new ConditionAct { Demands = { $"demands/{who}-to-{until}" } });
    }

    private Task<string> DemandAsync(
        string who, string of, string said, string negotiation, string? due = null,
        string[]? items = null) => SayAsync(who, of, said, negotiation, statement =>
    {
        statement.Demand = new DemandAct
        {
            Demand = $"demands/{who}-to-{of}",
            Titles = { Words("A demand") },
            Due = due is null ? null : Day(due),
        };
        statement.Demand.Items.AddRange((items ?? []).Select(item => new DemandItem { Id = item, Titles = { Words(item) } }));
    });

    private async Task<string> SayAsync(string speaker, string to, string said, string negotiation, Action<Statement> act)
    {
        var statement = new Statement
        {
            Speaker = $"actors/{speaker}",
            Addressees = { $"actors/{to}" },
            Said = Day(said),
            Form = Form.Written,
            Attribution = Attribution.OnRecord,
            Negotiation = $"negotiations/{negotiation}",
        };
        act(statement);
        return (await Server.Client.Statements.RecordStatementAsync(
            new RecordStatementRequest { Statement = statement }, cancellationToken: TestServer.Token)).Statement.Name;
    }

    private static PartialDate Day(string text) => new() { Text = text };

    private static LocalizedText Words(string text) => new() { Text = text, LanguageCode = "en" };
}
