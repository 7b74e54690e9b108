using Diplomacy.V1;
using DiplomacyApi.Client;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Validation;

/// <summary>What is sent wrong is refused with its reason and field; nothing is recorded, and the server goes on.</summary>
public sealed class InvalidRequestTests(SeededServer server) : IClassFixture<SeededServer>
{
    public static TheoryData<string, RecordStatementRequest, StatusCode, ErrorReason, string> Wrong() => new()
    {
        { "unknown speaker", Requests.Remark(speaker: "actors/nobody"), StatusCode.FailedPrecondition, ErrorReason.UnknownActor,
            "statement.speaker" },
        { "unknown demand", Requests.Response("demands/nothing", "a"), StatusCode.FailedPrecondition, ErrorReason.UnknownDemand,
            "statement.response.demand" },
        { "an item that the demand lacks", Requests.Response(Requests.Proposals, "no-such-item"), StatusCode.FailedPrecondition,
            ErrorReason.UnknownItem, "statement.response.items" },
        { "a date that does not exist", Said("2022-02-30"), StatusCode.InvalidArgument, ErrorReason.InvalidDate, "statement.said.text" },
        { "no date at all", Requests.Of(statement => { statement.Said = null; statement.Remark = new RemarkAct(); }),
            StatusCode.InvalidArgument, ErrorReason.Required, "statement.said" },
        { "an empty act", Requests.Of(_ => { }), StatusCode.InvalidArgument, ErrorReason.ActMissing, "statement.act" },
        { "a withdrawal by somebody else",
            Requests.Of(statement => statement.Withdrawal = new WithdrawalAct { Subject = Requests.Proposals }),
                StatusCode.FailedPrecondition, ErrorReason.WrongParty, "statement.withdrawal.subject" },
        { "a said date next year", Said($"{TimeProvider.System.GetUtcNow().Year + 1}-06-01"), StatusCode.FailedPrecondition,
            ErrorReason.SaidInFuture, "statement.said" },
        { "ten megabytes", Requests.Remark(new string('x', 10 << 20)), StatusCode.InvalidArgument, ErrorReason.TooLarge, "statement" },
        { "escape sequences", Requests.Remark("\u001b[31mred\u001b[0m"), StatusCode.InvalidArgument, ErrorReason.InvalidText,
            "statement.summaries[0].text" },
        { "a bidirectional override", Requests.Remark("abc\u202Edef"), StatusCode.InvalidArgument, ErrorReason.InvalidText,
            "statement.summaries[0].text" },
        { "a name that is none", Requests.Remark(speaker: "NATO!"), StatusCode.InvalidArgument, ErrorReason.InvalidName,
            "statement.speaker" },
        { "an assessment by the debtor",
            Requests.Of(statement => statement.Assessment = new AssessmentAct { Demand = Requests.Proposals, Verdict = Verdict.Satisfied }),
                StatusCode.FailedPrecondition, ErrorReason.WrongParty, "statement.assessment.demand" },
        { "a fulfillment of a promise to answer",
            Requests.Of(statement => statement.Fulfillment = new FulfillmentAct
            {
                Subject = "statements/nato-promise-of-written-answer",
                Complete = true,
            }),
                StatusCode.FailedPrecondition, ErrorReason.WrongSubject, "statement.fulfillment.subject" },
        { "an unknown enum value", Requests.Of(statement => { statement.Form = (Form)99; statement.Remark = new RemarkAct(); }),
            StatusCode.InvalidArgument, ErrorReason.InvalidValue, "statement.form" },
        { "an id that is taken", WithId("lavrov-waits-for-answers"), StatusCode.AlreadyExists, ErrorReason.StatementExists,
            "statement_id" },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task What_is_wrong_is_refused_by_name_and_records_nothing(
        string what, RecordStatementRequest request, StatusCode status, ErrorReason reason, string field)
    {
        var before = await server.HeadAsync();

        var refusal = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await server.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token));

        Assert.True(status == refusal.Status, $"{what}: {refusal.Status} {refusal.Message}");
        Assert.Equal(reason, refusal.Reason);
        Assert.Contains(refusal.Fields, one => one.Field == field && one.Reason == reason);
        Assert.DoesNotContain("   at ", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await server.HeadAsync());
    }

    [Fact]
    public async Task All_violations_are_reported_at_once()
    {
        var request = new RecordStatementRequest { Statement = new Statement { Speaker = "x" } };

        var refusal = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await server.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token));

        Assert.Equal(["statement.speaker", "statement.said", "statement.attribution", "statement.act"],
            refusal.Fields.Select(field => field.Field));
    }

    [Fact]
    public async Task A_speaker_for_two_unconnected_bodies_must_say_for_which()
    {
        await using var own = await TestServer.StartSeededAsync();
        await own.Client.Actors.CreateActorAsync(new CreateActorRequest
        {
            ActorId = "two-hats",
            Actor = new Actor
            {
                Type = ActorType.Person,
                DisplayNames = { new LocalizedText { Text = "Two Hats" } },
                Affiliations = { new Affiliation { Body = "actors/nato", SpeaksFor = true },
                    new Affiliation { Body = "actors/ukraine", SpeaksFor = true } },
            },
        }, cancellationToken: TestServer.Token);

        var refusal = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await own.Client.Statements.RecordStatementAsync(
                Requests.Remark(speaker: "actors/two-hats"), cancellationToken: TestServer.Token));

        Assert.Equal(ErrorReason.PrincipalAmbiguous, refusal.Reason);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        var refusal = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await server.Client.Negotiations.GetDemandAsync(
                new GetDemandRequest { Name = "demands/nothing" }, cancellationToken: TestServer.Token));

        Assert.Equal((StatusCode.NotFound, ErrorReason.UnknownDemand), (refusal.Status, refusal.Reason));
    }

    private static RecordStatementRequest Said(string date) => Requests.Of(statement =>
    {
        statement.Said = new PartialDate { Text = date };
        statement.Remark = new RemarkAct();
    });

    private static RecordStatementRequest WithId(string id)
    {
        var request = Requests.Remark();
        request.StatementId = id;
        return request;
    }
}
