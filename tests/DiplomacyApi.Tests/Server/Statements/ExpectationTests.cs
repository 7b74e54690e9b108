using Diplomacy.V1;
using DiplomacyApi.Client;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Statements;

/// <summary>
/// A write that expects something unchanged is refused where it was changed, with all that was, and recorded where it was not.
/// </summary>
public sealed class ExpectationTests : IAsyncLifetime
{
    private TestServer? _server;

    private TestServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartSeededAsync();
        await Server.Client.Negotiations.CreateNegotiationAsync(
            new CreateNegotiationRequest { NegotiationId = "other", Negotiation = new Negotiation { Titles = { Words("Other") } } },
            cancellationToken: TestServer.Token);
        await SayAsync("deed", statement => statement.Promise = new PromiseAct { Kind = PromiseKind.ToDo, Titles = { Words("A deed") } });
        await SayAsync(
            "invitation", statement =>
                statement.Meeting = new MeetingAct
                {
                    Meeting = "meetings/summit",
                    Phase = MeetingPhase.Proposed,
                    Invitees = { "actors/russia" },
                });
        await SayAsync("refiled", statement => statement.Remark = new RemarkAct());
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    public static TheoryData<string, string> Changes() => new()
    {
        { Requests.Proposals, "answered" },
        { Requests.Proposals, "promised" },
        { Requests.Proposals, "erased" },
        { "statements/deed", "undone" },
        { "meetings/summit", "accepted" },
        { "statements/deed", "done" },
        { "statements/deed", "corrected" },
        { "statements/deed", "reported" },
        { "actors/nato", "updated" },
        { "negotiations/other", "filed" },
        { "negotiations/other", "refiled" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task What_was_changed_is_reported_and_what_was_not_is_no_hindrance(string subject, string change)
    {
        var before = await Server.HeadAsync();
        await Server.Client.Statements.RecordStatementAsync(Expecting(subject, before), cancellationToken: TestServer.Token);
        await ChangeAsync(change);
        var changed = await Server.HeadAsync();

        var refusal = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await Server.Client.Statements.RecordStatementAsync(Expecting(subject, changed - 1), cancellationToken: TestServer.Token));
        await Server.Client.Statements.RecordStatementAsync(Expecting(subject, changed), cancellationToken: TestServer.Token);

        Assert.Equal((StatusCode.Aborted, ErrorReason.ExpectationFailed), (refusal.Status, refusal.Reason));
        Assert.Equal("expectations[0]", Assert.Single(refusal.Fields).Field);
        Assert.Contains($"{changed}", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(changed + 1, await Server.HeadAsync());
    }

    [Fact]
    public async Task A_correction_that_leaves_a_statement_where_it_was_filed_files_nothing_more()
    {
        await SayAsync("filed", statement => { statement.Negotiation = "negotiations/other"; statement.Remark = new RemarkAct(); });
        var before = await Server.HeadAsync();
        await CorrectAsync("filed", statement => statement.Marking = "mended");

        await Server.Client.Statements.RecordStatementAsync(Expecting("negotiations/other", before), cancellationToken: TestServer.Token);
    }

    [Fact]
    public async Task Erased_words_that_move_no_status_are_no_hindrance()
    {
        var request = Requests.Response(Requests.Proposals, "nato-enlargement");
        request.Statement.Summaries.Add(Words("Said"));
        await EraseAsync(request, ErasureExtent.Words);

        await Server.Client.Statements.RecordStatementAsync(
            Expecting(Requests.Proposals, await Server.HeadAsync() - 1), cancellationToken: TestServer.Token);
    }

    [Fact]
    public async Task All_that_fail_are_reported_together_and_nothing_is_recorded()
    {
        var request = Expecting("actors/nato", 0);
        request.Expectations.Add([
            new Expectation { Subject = "actors/nobody" }, new Expectation { Subject = Requests.Proposals },
            new Expectation { Subject = "statements/nothing" },
            new Expectation { Subject = "negotiations/other", UnchangedSince = 1 },
            new Expectation { Subject = "meetings/summit", UnchangedSince = 1 },
        ]);
        var before = await Server.HeadAsync();

        var refusal = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await Server.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token));

        Assert.Equal(["expectations[0]", "expectations[2]", "expectations[4]", "expectations[5]"],
            refusal.Fields.Select(field => field.Field));
        Assert.All(refusal.Fields, field => Assert.Equal(ErrorReason.ExpectationFailed, field.Reason));
        Assert.Equal(before, await Server.HeadAsync());
    }

    [Fact]
    public async Task Of_two_that_come_together_and_expect_the_same_only_one_is_recorded()
    {
        var before = await Server.HeadAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
        {
            try
            {
                var request = Requests.Response(Requests.Proposals, "nato-enlargement");
                request.Statement.Said.Text = $"2022-01-{20 + number}";
                request.Expectations.Add(new Expectation { Subject = Requests.Proposals, UnchangedSince = before });
                await Server.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token);
                return ErrorReason.Unspecified;
            }
            catch (DiplomacyException refusal)
            {
                return refusal.Reason;
            }
        }));

        Assert.Single(outcomes, outcome => outcome == ErrorReason.Unspecified);
        Assert.Equal(7, outcomes.Count(outcome => outcome == ErrorReason.ExpectationFailed));
    }

    private Task ChangeAsync(string change) => change switch
    {
        "answered" => RecordAsync(Requests.Response(Requests.Proposals, "nato-enlargement")),
        "promised" =>
            SayAsync(
                "", statement => statement.Promise = new PromiseAct
                {
                    Kind = PromiseKind.ToAnswer,
                    Demand = Requests.Proposals,
                    Due = new PartialDate { Text = "2022-01-30" },
                }),
        "accepted" =>
            RecordAsync(Requests.Of(
                statement => statement.Response = new ResponseAct { Meeting = "meetings/summit", Position = Disposition.Accepted },
                speaker: "actors/russia")),
        "erased" => EraseAsync(Requests.Response(Requests.Proposals, "nato-enlargement"), ErasureExtent.All),
        "undone" =>
            EraseAsync(
                Requests.Of(statement => statement.Fulfillment = new FulfillmentAct { Subject = "statements/deed", Complete = true }),
                ErasureExtent.All),
        "done" => SayAsync("", statement => statement.Fulfillment = new FulfillmentAct { Subject = "statements/deed", Complete = true }),
        "corrected" => CorrectAsync("deed", statement => statement.Marking = "mended"),
        "reported" => Server.Client.Statements.AttachReportAsync(
            new AttachReportRequest { Statement = "statements/deed", Report = new Report { Outlet = "Echo" } },
            cancellationToken: TestServer.Token).ResponseAsync,
        "updated" => Server.Client.Actors.UpdateActorAsync(
            new UpdateActorRequest { Actor = new Actor { Name = "actors/nato", Source = "x" } },
            cancellationToken: TestServer.Token).ResponseAsync,
        "filed" => SayAsync("", statement => { statement.Negotiation = "negotiations/other"; statement.Remark = new RemarkAct(); }),
        _ => CorrectAsync("refiled", statement => statement.Negotiation = "negotiations/other"),
    };

    private async Task CorrectAsync(string id, Action<Statement> mend)
    {
        var replacement = (await Server.Client.Statements.GetStatementAsync(
            new GetStatementRequest { Name = $"statements/{id}" }, cancellationToken: TestServer.Token)).Statement;
        mend(replacement);
        await Server.Client.Statements.CorrectStatementAsync(new CorrectStatementRequest
        {
            Correction = new Correction { Subject = $"statements/{id}", Label = CorrectionLabel.Refined, Replacement = replacement },
        }, cancellationToken: TestServer.Token);
    }

    private async Task EraseAsync(RecordStatementRequest request, ErasureExtent extent)
    {
        var recorded = await Server.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token);
        await Server.Client.Journal.EraseStatementAsync(
            new EraseStatementRequest { Statement = recorded.Statement.Name, Extent = extent, Note = "asked for" },
            cancellationToken: TestServer.Token);
    }

    private Task SayAsync(string id, Action<Statement> act)
    {
        var request = Requests.Of(act);
        request.StatementId = id;
        return RecordAsync(request);
    }

    private async Task RecordAsync(RecordStatementRequest request) =>
        await Server.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token);

    private static RecordStatementRequest Expecting(string subject, long revision)
    {
        var request = Requests.Remark();
        request.Expectations.Add(new Expectation { Subject = subject, UnchangedSince = revision });
        return request;
    }

    private static LocalizedText Words(string text) => new() { Text = text, LanguageCode = "en" };
}
