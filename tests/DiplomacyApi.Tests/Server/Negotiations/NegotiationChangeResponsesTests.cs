using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Storage;

namespace DiplomacyApi.Tests.Server.Negotiations;

/// <summary>The answer of a write tells what changed in the negotiations themselves, if the request asks for it.</summary>
public sealed class NegotiationChangeResponsesTests : IAsyncLifetime
{
    private TestServer? _server;

    private TestServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartEmptyAsync();
        foreach (var id in new[] { "russia", "usa" })
            await Server.Client.Actors.CreateActorAsync(
                new CreateActorRequest
                {
                    ActorId = id,
                    Actor = new Actor { Type = ActorType.State, DisplayNames = { new LocalizedText { Text = id } } },
                },
                cancellationToken: TestServer.Token);
        foreach (var id in new[] { "talks", "other-talks" })
            await Server.Client.Negotiations.CreateNegotiationAsync(
                new CreateNegotiationRequest
                {
                    NegotiationId = id,
                    Negotiation = new Negotiation { Titles = { new LocalizedText { Text = id } } },
                },
                cancellationToken: TestServer.Token);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [Fact]
    public async Task Who_is_waited_for_the_state_and_conditions_are_told_also_of_negotiations_that_wait_for_it_elsewhere()
    {
        var demand = await RecordAsync(Of("talks", Say.Demand("russia", "usa", "2022-01-18", "points")));
        var condition = await RecordAsync(Of("other-talks", Condition()));
        var started = await RecordAsync(Of("other-talks", Step()));
        var answer = await RecordAsync(Of("talks", Say.Answer("usa", "russia", "2022-01-20", "points", Disposition.Accepted)));

        Assert.Equal(["talks State  → Proposed", "talks WaitingOn  → usa for russia"], Lines(demand));
        Assert.Equal(
            ["other-talks State  → Proposed", "other-talks WaitingOn  → usa for russia, blocks",
                "other-talks Condition  → russia, blocking"],
            Lines(condition));
        Assert.Equal(["other-talks State Proposed → AwaitingAnswers"], Lines(started));
        Assert.Equal(
            ["other-talks State AwaitingAnswers → Active", "other-talks WaitingOn usa for russia, blocks → ",
                "other-talks Condition russia, blocking → ", "talks WaitingOn usa for russia → "],
            Lines(answer));
        Assert.All(answer.NegotiationChanges, change =>
            Assert.Equal((answer.Statement.Name, answer.LogPosition), (change.Cause, change.LogPosition)));
        Assert.All([demand, condition, started, answer], response => Assert.False(response.NegotiationChangesOmitted));
    }

    [Fact]
    public async Task It_is_told_on_request_only_and_the_same_of_what_is_tried_recorded_and_repeated()
    {
        var request = Of("talks", Say.Demand("russia", "usa", "2022-01-18", "points"));
        (request.RequestId, request.StatementId, request.ValidateOnly) = ("once", "s", true);
        var tried = await RecordAsync(request);
        request.ValidateOnly = request.ReturnNegotiationChanges = false;
        var silent = await Server.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token);
        var repeated = await RecordAsync(request);
        await RecordAsync(Of("talks", Step()));
        var later = await RecordAsync(request);

        Assert.Empty(silent.NegotiationChanges);
        Assert.Equal((false, true, true), (silent.Replayed, repeated.Replayed, later.Replayed));
        Assert.Equal(2, tried.NegotiationChanges.Count);
        Assert.Equal(Lines(tried), Lines(repeated));
        Assert.Equal(repeated.NegotiationChanges, later.NegotiationChanges);
    }

    [Fact]
    public async Task Of_a_batch_and_of_a_correction_it_is_told_once_from_before_to_after()
    {
        var batch = new BatchRecordStatementsRequest
        {
            Requests = { Of("talks", Say.Demand("russia", "usa", "2022-01-18", "points")), Of("talks", Step()) },
            ReturnNegotiationChanges = true,
        };
        var recorded = await Server.Client.Statements.BatchRecordStatementsAsync(batch, cancellationToken: TestServer.Token);
        var correction = new CorrectStatementRequest
        {
            Correction = new Correction { Subject = recorded.Statements[1].Name, Label = CorrectionLabel.Error },
            ValidateOnly = true,
            ReturnNegotiationChanges = true,
        };
        var tried = await Server.Client.Statements.CorrectStatementAsync(correction, cancellationToken: TestServer.Token);
        correction.ValidateOnly = false;
        var annulled = await Server.Client.Statements.CorrectStatementAsync(correction, cancellationToken: TestServer.Token);

        Assert.Equal(["talks State  → Active", "talks WaitingOn  → usa for russia"], recorded.NegotiationChanges.Select(Line));
        Assert.Equal(recorded.Statements[1].Name, recorded.NegotiationChanges[0].Cause);
        Assert.Equal(["talks State Active → Proposed"], tried.NegotiationChanges.Select(Line));
        Assert.Equal(["talks State Active → Proposed"], annulled.NegotiationChanges.Select(Line));
        Assert.Equal(annulled.Correction.Name, annulled.NegotiationChanges[0].Cause);
    }

    [Fact]
    public async Task Within_a_batch_and_an_import_no_item_asks_for_it()
    {
        var asked = Of("talks", Step());
        (asked.StatementId, asked.ReturnNegotiationChanges) = ("s", true);
        var refused = await Assert.ThrowsAsync<DiplomacyException>(async () => await Server.Client.Statements.BatchRecordStatementsAsync(
            new BatchRecordStatementsRequest { Requests = { asked } }, cancellationToken: TestServer.Token));

        Assert.Equal("requests[0].return_negotiation_changes", Assert.Single(refused.Fields).Field);
    }

    [Fact]
    public async Task A_comparison_tells_the_same()
    {
        var head = await Server.HeadAsync();
        var recorded = await RecordAsync(Of("talks", Say.Demand("russia", "usa", "2022-01-18", "points")));
        var compared = await Server.Client.Negotiations.CompareNegotiationStatusAsync(
            new CompareNegotiationStatusRequest
            {
                Name = "negotiations/talks",
                Before = new ReadAt { KnownAtRevision = head },
                After = new ReadAt(),
            },
            cancellationToken: TestServer.Token);

        Assert.Equal(Lines(recorded), compared.NegotiationChanges.Select(Line));
        Assert.Equal((recorded.Statement.Name, recorded.LogPosition),
            (compared.NegotiationChanges[0].Cause, compared.NegotiationChanges[0].LogPosition));
    }

    private async Task<RecordStatementResponse> RecordAsync(RecordStatementRequest request)
    {
        request.ReturnNegotiationChanges = true;
        return await Server.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token);
    }

    private static RecordStatementRequest Of(string negotiation, RecordStatementRequest request)
    {
        request.Statement.Negotiation = $"negotiations/{negotiation}";
        return request;
    }

    private static RecordStatementRequest Step()
    {
        var request = Say.Remark("russia", "usa", "2022-01-19");
        request.Statement.NegotiationStep = new NegotiationStepAct { Step = NegotiationStep.Opened };
        return request;
    }

    private static RecordStatementRequest Condition()
    {
        var request = Say.Remark("russia", "usa", "2022-01-19");
        request.Statement.Condition = new ConditionAct { Demands = { "demands/points" } };
        return request;
    }

    private static List<string> Lines(RecordStatementResponse response) => [.. response.NegotiationChanges.Select(Line)];

    private static string Line(NegotiationChange change) =>
        $"{Id(change.Negotiation)} {change.What} {Text(change.Before)} → {Text(change.After)}";

    private static string Text(NegotiationValue? value) => value switch
    {
        null => "",
        { WaitingOn: { } waiting } =>
            $"{Id(waiting.Debtor)} for {string.Join(' ', waiting.Creditors.Select(Id))}{(waiting.Blocks.Count > 0 ? ", blocks" : "")}",
        { Condition: { } condition } => $"{string.Join(' ', condition.Authors.Select(Id))}{(condition.Blocking ? ", blocking" : "")}",
        _ => value.State.ToString(),
    };

    private static string Id(string name) => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
