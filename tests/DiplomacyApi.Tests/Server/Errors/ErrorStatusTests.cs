using System.Text.RegularExpressions;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Errors;
using DiplomacyApi.Tests.Server.Import;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Errors;

/// <summary>
/// Every reason of the contract comes with the status that the contract says, and is provoked here or named among those that cannot be.
/// </summary>
public sealed partial class ErrorStatusTests(SeededServer server) : IClassFixture<SeededServer>
{
    /// <summary>
    /// What a server that others use as well cannot be brought to by a call or two. Their own tests provoke them, but for ten thousand
    /// watches.
    /// </summary>
    private static readonly ErrorReason[] NotProvoked =
    [
        // A disk that is full, locked or failing, and a server that begins or ends.
        ErrorReason.StorageFull, ErrorReason.StorageLocked, ErrorReason.SearchBehind, ErrorReason.OutcomeUnknown, ErrorReason.ServerFault,
        ErrorReason.Starting, ErrorReason.ClockAhead, ErrorReason.ShuttingDown,
        // PostgreSQL.
        ErrorReason.StorageUnavailable, ErrorReason.ServerBehind, ErrorReason.ReadOnly, ErrorReason.NotOfThisStore,
        // Thousands of callers at once.
        ErrorReason.QueueFull, ErrorReason.TooManyWatches,
        // Access control.
        ErrorReason.Unauthenticated, ErrorReason.PermissionDenied, ErrorReason.RateLimited, ErrorReason.AccessUnavailable,
        // An empty log that another is moved to, and one that nobody records in any more.
        ErrorReason.ChainBroken, ErrorReason.LogSealed,
    ];

    private static readonly Dictionary<string, (ErrorReason Reason, Func<DiplomacyClient, Task> Call)> Writes = new()
    {
        ["no said date"] = (ErrorReason.Required, client =>
            Record(client, Requests.Of(statement => { statement.Said = null; statement.Remark = new RemarkAct(); }))),
        ["a speaker that is no name"] = (ErrorReason.InvalidName, client => Record(client, Requests.Remark(speaker: "NATO"))),
        ["the 30th of February"] = (ErrorReason.InvalidDate, client =>
            Record(client, Requests.Of(statement => { statement.Said.Text = "2022-02-30"; statement.Remark = new RemarkAct(); }))),
        ["escape sequences"] = (ErrorReason.InvalidText, client => Record(client, Requests.Remark("\u001b[0m"))),
        ["what is no character"] = (ErrorReason.InvalidText, client => Record(client, Requests.Remark("a\uFFFEb"))),
        ["a negative revision expected"] = (ErrorReason.InvalidValue, client => Record(client, Expecting("actors/nato", -1))),
        ["a long request id"] = (ErrorReason.TooLarge, client =>
            Record(client, With(Requests.Remark(), request => request.RequestId = new string('r', 65)))),
        ["no act"] = (ErrorReason.ActMissing, client => Record(client, Requests.Of(_ => { }))),
        ["an unknown addressee"] = (ErrorReason.UnknownActor, client =>
            Record(client, Requests.Of(statement => { statement.Addressees.Add("actors/nobody"); statement.Remark = new RemarkAct(); }))),
        ["a remark on nothing"] = (ErrorReason.UnknownStatement, client =>
            Record(client, Requests.Of(statement => statement.Remark = new RemarkAct { Subject = "statements/nothing" }))),
        ["an answer to nothing"] = (ErrorReason.UnknownDemand, client => Record(client, Requests.Response("demands/nothing", "a"))),
        ["an answer on an item that is not there"] = (ErrorReason.UnknownItem, client =>
            Record(client, Requests.Response(Requests.Proposals, "nothing"))),
        ["a reply to no invitation"] = (ErrorReason.UnknownMeeting, client =>
            Record(client,
                Requests.Of(statement => statement.Response = new ResponseAct
                {
                    Meeting = "meetings/none",
                    Position = Disposition.Accepted,
                }))),
        ["an unknown negotiation"] = (ErrorReason.UnknownNegotiation, client =>
            Record(client, Requests.Of(statement => { statement.Negotiation = "negotiations/none"; statement.Remark = new RemarkAct(); }))),
        ["a withdrawal by another"] = (ErrorReason.WrongParty, client =>
            Record(client, Requests.Of(statement => statement.Withdrawal = new WithdrawalAct { Subject = Requests.Proposals }))),
        ["a withdrawal of a condition that is none"] = (ErrorReason.WrongSubject, client =>
            Record(client,
                Requests.Of(statement => statement.Fulfillment = new FulfillmentAct { Subject = "statements/lavrov-waits-for-answers" }))),
        ["a speaker for two"] = (ErrorReason.PrincipalAmbiguous, async client =>
        {
            await client.Actors.CreateActorAsync(Actor("two-hats", "actors/nato", "actors/ukraine"), cancellationToken: TestServer.Token);
            await Record(client, Requests.Remark(speaker: "actors/two-hats"));
        }
        ),
        ["many answers to one demand at once"] = (ErrorReason.TooCostly,
            async client => await client.Statements.BatchRecordStatementsAsync(new BatchRecordStatementsRequest
            {
                // Each said before the one recorded last, so that each folds all of them again.
                Requests =
            {
                Enumerable.Range(0, 800).Reverse().Select(minute => Requests.Of(statement =>
                {
                    statement.Said.Text = $"2022-01-19T{minute / 60:00}:{minute % 60:00}:00Z";
                    statement.Response = new ResponseAct { Demands = { Requests.Proposals }, Position = Disposition.Rejected };
                })),
            },
            }, cancellationToken: TestServer.Token)),
        ["a correction of many corrections"] = (ErrorReason.TooDeep, async client =>
        {
            var subject = (await client.Statements.RecordStatementAsync(
                Requests.Remark(), cancellationToken: TestServer.Token)).Statement.Name;
            for (var depth = 0; depth <= Limits.CorrectionDepthMax; depth++)
            {
                var correction = new Correction { Subject = subject, Label = CorrectionLabel.Error };
                subject = (await client.Statements.CorrectStatementAsync(
                    new CorrectStatementRequest { Correction = correction }, cancellationToken: TestServer.Token)).Correction.Name;
            }
        }
        ),
        ["next year"] = (ErrorReason.SaidInFuture, client =>
            Record(client, Requests.Of(statement => { statement.Said.Text = "9000"; statement.Remark = new RemarkAct(); }))),
        ["a body that speaks for its minister"] = (ErrorReason.AffiliationCycle,
            async client => await client.Actors.UpdateActorAsync(new UpdateActorRequest
            {
                Actor = new Actor
                {
                    Name = "actors/russia",
                    Affiliations = { new Affiliation { Body = "actors/sergei-lavrov", SpeaksFor = true } },
                },
            }, cancellationToken: TestServer.Token)),
        ["a chain of speakers without end"] = (ErrorReason.AffiliationTooDeep, async client =>
        {
            for (var place = 0; place < 20; place++)
                await client.Actors.CreateActorAsync(place == 0 ? Actor("deep-0") : Actor($"deep-{place}", $"actors/deep-{place - 1}"),
                    cancellationToken: TestServer.Token);
        }
        ),
        ["an actor twice"] = (ErrorReason.ActorExists, async client =>
            await client.Actors.CreateActorAsync(Actor("nato"), cancellationToken: TestServer.Token)),
        ["a statement twice"] = (ErrorReason.StatementExists, client =>
            Record(client, With(Requests.Remark(), request => request.StatementId = "lavrov-waits-for-answers"))),
        ["a demand twice"] = (ErrorReason.DemandExists, client =>
            Record(client,
                Requests.Of(statement => statement.Demand = new DemandAct
                {
                    Demand = Requests.Proposals,
                    Titles = { new LocalizedText { Text = "Again" } },
                }))),
        ["a negotiation twice"] = (ErrorReason.NegotiationExists, async client =>
            await client.Negotiations.CreateNegotiationAsync(new CreateNegotiationRequest
            {
                NegotiationId = Requests.Talks["negotiations/".Length..],
                Negotiation = new Negotiation { Titles = { new LocalizedText { Text = "Again" } } },
            }, cancellationToken: TestServer.Token)),
        ["a request id of another request"] = (ErrorReason.RequestIdReused, async client =>
        {
            await Record(client, With(Requests.Remark("one"), request => request.RequestId = "used"));
            await Record(client, With(Requests.Remark("another"), request => request.RequestId = "used"));
        }
        ),
        ["an old etag"] = (ErrorReason.EtagMismatch, async client => await client.Actors.UpdateActorAsync(
            new UpdateActorRequest { Actor = new Actor { Name = "actors/nato", Etag = "r0", Source = "x" } },
            cancellationToken: TestServer.Token)),
        ["a correction of what was erased whole"] = (ErrorReason.StatementErased, async client =>
        {
            var recorded = await client.Statements.RecordStatementAsync(Requests.Remark("to go"), cancellationToken: TestServer.Token);
            await client.Journal.EraseStatementAsync(
                new EraseStatementRequest { Statement = recorded.Statement.Name, Extent = ErasureExtent.All },
                cancellationToken: TestServer.Token);
            await client.Statements.AttachReportAsync(
                new AttachReportRequest { Statement = recorded.Statement.Name, Report = new Report { Outlet = "x" } },
                cancellationToken: TestServer.Token);
        }
        ),
        ["a batch before the options"] = (ErrorReason.ImportOutOfOrder, client =>
            Import(client, new ImportStatementsRequest { Batch = new StatementBatch { Number = 1 } })),
        ["more rows that fail than are allowed"] = (ErrorReason.ImportStopped, client => Import(
            client,
            new ImportStatementsRequest { Options = new ImportOptions { ErrorsMax = 1 } },
            new ImportStatementsRequest
            {
                Batch = new StatementBatch
                {
                    Number = 1,
                    Items = { Imports.Item(Requests.Remark(speaker: "actors/nobody"), "one"),
                        Imports.Item(Requests.Remark(speaker: "actors/nobody"), "two") },
                },
            })),
        ["a log where there is one already"] = (ErrorReason.LogNotEmpty, async client =>
        {
            using var export = client.Journal.ExportJournal(new ExportJournalRequest(), cancellationToken: TestServer.Token);
            await export.ResponseStream.MoveNext(TestServer.Token);
            var part = export.ResponseStream.Current;
            part.Head.LogId = "another";
            using var call = client.Journal.ImportJournal(cancellationToken: TestServer.Token);
            await call.RequestStream.WriteAsync(
                new ImportJournalRequest { Head = part.Head, HeadHash = part.HeadHash, Entries = { part.Entries } }, TestServer.Token);
            await call.ResponseStream.MoveNext(TestServer.Token);
        }
        ),
        ["what was to be new"] = (ErrorReason.ExpectationFailed, client => Record(client, Expecting("actors/nato", 0))),
    };

    private static readonly Dictionary<string, (ErrorReason Reason, Func<DiplomacyClient, Task> Call)> Reads = new()
    {
        ["an unknown actor"] = (ErrorReason.UnknownActor, async client =>
            await client.Actors.GetActorAsync(new GetActorRequest { Name = "actors/nobody" }, cancellationToken: TestServer.Token)),
        ["some unknown actors"] = (ErrorReason.UnknownActor,
            async client =>
                await client.Actors.BatchGetActorsAsync(
                    new BatchGetActorsRequest { Names = { "actors/nato", "actors/nobody" } }, cancellationToken: TestServer.Token)),
        ["an update of an unknown actor"] = (ErrorReason.UnknownActor,
            async client =>
                await client.Actors.UpdateActorAsync(new UpdateActorRequest { Actor = new Actor { Name = "actors/nobody", Source = "x" } },
                    cancellationToken: TestServer.Token)),
        ["an unknown statement"] = (ErrorReason.UnknownStatement,
            async client =>
                await client.Statements.GetStatementAsync(
                    new GetStatementRequest { Name = "statements/nothing" }, cancellationToken: TestServer.Token)),
        ["some unknown statements"] = (ErrorReason.UnknownStatement,
            async client =>
                await client.Statements.BatchGetStatementsAsync(
                    new BatchGetStatementsRequest { Names = { "statements/nothing" } }, cancellationToken: TestServer.Token)),
        ["a report of nothing"] = (ErrorReason.UnknownStatement,
            async client =>
                await client.Statements.AttachReportAsync(
                    new AttachReportRequest { Statement = "statements/nothing", Report = new Report { Outlet = "x" } },
                    cancellationToken: TestServer.Token)),
        ["a correction of nothing"] = (ErrorReason.UnknownStatement, async client => await client.Statements.CorrectStatementAsync(
            new CorrectStatementRequest { Correction = new Correction { Subject = "statements/nothing", Label = CorrectionLabel.Error } },
            cancellationToken: TestServer.Token)),
        ["an unknown demand"] = (ErrorReason.UnknownDemand,
            async client =>
                await client.Negotiations.GetDemandAsync(
                    new GetDemandRequest { Name = "demands/nothing" }, cancellationToken: TestServer.Token)),
        ["an unknown negotiation"] = (ErrorReason.UnknownNegotiation,
            async client =>
                await client.Negotiations.GetNegotiationStatusAsync(
                    new GetNegotiationStatusRequest { Name = "negotiations/none" }, cancellationToken: TestServer.Token)),
        ["a comparison of an unknown negotiation"] = (ErrorReason.UnknownNegotiation,
            async client =>
                await client.Negotiations.CompareNegotiationStatusAsync(
                    new CompareNegotiationStatusRequest { Name = "negotiations/none" }, cancellationToken: TestServer.Token)),
        ["another log"] = (ErrorReason.LogMismatch, client =>
            List(client, new ReadAt { MinRevision = new LogPosition { LogId = "another" } })),
        ["a revision to come"] = (ErrorReason.RevisionInFuture, client => List(client, new ReadAt { KnownAtRevision = long.MaxValue })),
        ["a negative revision"] = (ErrorReason.InvalidValue, client =>
            List(client, new ReadAt { MinRevision = new LogPosition { Revision = -1 } })),
        ["a time before the year 1"] = (ErrorReason.InvalidValue, client =>
            List(client, new ReadAt { KnownAtTime = new Timestamp { Seconds = long.MinValue } })),
        ["an entry that is not there"] = (ErrorReason.UnknownRevision,
            async client =>
                await client.Journal.GetJournalEntryAsync(
                    new GetJournalEntryRequest { Revision = 100_000 }, cancellationToken: TestServer.Token)),
        ["a damaged token"] = (ErrorReason.PageTokenMismatch, async client =>
            await client.Negotiations.ListDemandsAsync(new ListDemandsRequest { PageToken = "x" }, cancellationToken: TestServer.Token)),
    };

    private static IReadOnlyDictionary<ErrorReason, (StatusCode Write, StatusCode Read)> Documented => Comments()
        .Matches(File.ReadAllText(Repository.At("proto/diplomacy/v1/error_reason.proto")))
        .ToDictionary(
            match => (ErrorReason)int.Parse(match.Groups["number"].Value, System.Globalization.CultureInfo.InvariantCulture),
            match =>
                (CodeOf(match.Groups["write"].Value),
                    CodeOf((match.Groups["read"].Success ? match.Groups["read"] : match.Groups["write"]).Value)));

    public static TheoryData<string> Refusals() =>
        [.. Writes.Keys.Select(what => $"write {what}"), .. Reads.Keys.Select(what => $"read {what}")];

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Wrong_requests_are_refused_with_the_documented_status(string what)
    {
        var isRead = what.StartsWith("read ", StringComparison.Ordinal);
        var (reason, call) = isRead ? Reads[what["read ".Length..]] : Writes[what["write ".Length..]];

        var refusal = await Assert.ThrowsAsync<DiplomacyException>(() => call(server.Client));

        Assert.Equal((reason, isRead ? Documented[reason].Read : Documented[reason].Write), (refusal.Reason, refusal.Status));
    }

    [Fact]
    public void Every_reason_is_provoked_or_named_among_those_that_cannot_be()
    {
        var all = System.Enum.GetValues<ErrorReason>().Except([ErrorReason.Unspecified]).Order();
        var tried = Writes.Values.Concat(Reads.Values).Select(one => one.Reason).Distinct();

        Assert.Equal(all, tried.Concat(NotProvoked).Order());
        Assert.Equal(all, Documented.Keys.Order());
    }

    [Fact]
    public void Every_reason_has_the_documented_status()
    {
        foreach (var (reason, (write, read)) in Documented)
        {
            Assert.Equal((reason, write), (reason, ErrorStatus.Of(new RefusedException(reason, "No.")).StatusCode));
            Assert.Equal(
                (reason, read), (reason, ErrorStatus.Of(new RefusedException(reason, "No.") { IsTargetMissing = true }).StatusCode));
        }
    }

    [Theory]
    [InlineData('x')]
    [InlineData('字')]
    public void Many_long_violations_travel_within_their_bound(char letter)
    {
        var field = new string(letter, 500);
        var refusal = ErrorStatus.Of(
            new RefusedException([.. Enumerable.Range(0, 100)
                .Select(index => new FieldViolation($"{field}[{index}]", ErrorReason.InvalidValue, field))]));

        Assert.Equal(ErrorReason.InvalidValue, DiplomacyException.From(refusal).Reason);
        Assert.NotEmpty(refusal.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations);
        Assert.InRange(refusal.Trailers.Sum(entry => entry.ValueBytes.Length / 3 * 4) + Uri.EscapeDataString(refusal.Status.Detail).Length,
            1, 8 << 10);
    }

    private static async Task Record(DiplomacyClient client, RecordStatementRequest request) =>
        await client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token);

    private static async Task Import(DiplomacyClient client, params IReadOnlyList<ImportStatementsRequest> messages) =>
        throw await Imports.RefusalAsync(client, messages);

    private static async Task List(DiplomacyClient client, ReadAt at) =>
        await client.Statements.ListStatementsAsync(new ListStatementsRequest { At = at }, cancellationToken: TestServer.Token);

    private static RecordStatementRequest Expecting(string subject, long revision) =>
        With(Requests.Remark(), request => request.Expectations.Add(new Expectation { Subject = subject, UnchangedSince = revision }));

    private static RecordStatementRequest With(RecordStatementRequest request, Action<RecordStatementRequest> change)
    {
        change(request);
        return request;
    }

    private static CreateActorRequest Actor(string id, params string[] speaksFor)
    {
        var actor = new Actor { Type = ActorType.Person, DisplayNames = { new LocalizedText { Text = id } } };
        actor.Affiliations.AddRange(speaksFor.Select(body => new Affiliation { Body = body, SpeaksFor = true }));
        return new CreateActorRequest { ActorId = id, Actor = actor };
    }

    private static StatusCode CodeOf(string name) =>
        System.Enum.Parse<StatusCode>(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    [GeneratedRegex(
        @"// ((?<read>[A-Z_]+), or (?<write>[A-Z_]+) where a write refers to it|(?<write>[A-Z_]+))\. [^=]*?ERROR_REASON_\w+ = (?<number>\d+) \[")]
    private static partial Regex Comments();
}
