using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Domain;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Statements;

/// <summary>What recording promises: once, all or none, announced before it is done, and never rewritten.</summary>
public sealed class RecordStatementTests
{
    [Fact]
    public async Task A_repeated_request_id_gives_the_first_answer_and_another_request_with_it_is_refused()
    {
        await using var server = await TestServer.StartSeededAsync();
        var request = Requests.Response(Requests.Proposals, "nato-enlargement");
        request.RequestId = "once";

        var first = await server.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token);
        var again = await server.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token);
        request.Statement.Said.Text = "2022-01-27";
        var other = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await server.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token));

        Assert.False(first.Replayed);
        Assert.True(again.Replayed);
        Assert.Equal(first.Statement, again.Statement);
        Assert.Equal(first.Changes, again.Changes);
        Assert.Equal(first.LogPosition, again.LogPosition);
        Assert.Equal((StatusCode.AlreadyExists, ErrorReason.RequestIdReused), (other.Status, other.Reason));
    }

    [Fact]
    public async Task A_repeat_after_a_restart_gives_the_first_answer()
    {
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        try
        {
            var request = Requests.Remark();
            request.RequestId = "before the restart";
            Statement first;
            await using (var server = await TestServer.StartSeededAsync(folder: folder.FullName))
                first = (await server.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token)).Statement;

            await using var restarted = await TestServer.StartAsync("", TimeProvider.System, folder.FullName);
            var again = await restarted.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token);

            Assert.True(again.Replayed);
            Assert.Equal(first, again.Statement);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Validate_only_reports_the_changes_and_records_nothing()
    {
        await using var server = await TestServer.StartSeededAsync();
        var request = Requests.Response(Requests.Proposals, "nato-enlargement");
        var before = await server.HeadAsync();

        request.ValidateOnly = true;
        var received = await server.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token);
        var headAfter = await server.HeadAsync();
        request.ValidateOnly = false;
        var made = await server.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token);

        Assert.Equal(before, headAfter);
        Assert.Equal(made.Changes.Select(Describe), received.Changes.Select(Describe));
        Assert.Contains(("actors/nato", "nato-enlargement", StatusChangeKind.State, "Promised", "Answered"), made.Changes.Select(Describe));

        static (string, string, StatusChangeKind, string, string) Describe(StatusChange change) =>
            (change.Debtor, change.Item, change.What, change.Before.Text(), change.After.Text());
    }

    [Fact]
    public async Task A_batch_is_recorded_whole_or_not_at_all()
    {
        await using var server = await TestServer.StartSeededAsync();
        var before = await server.HeadAsync();
        var batch = new BatchRecordStatementsRequest
        {
            Requests = { Requests.Remark("one"), Requests.Remark("two"), Requests.Response("demands/nothing", "a") },
        };

        var refusal = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await server.Client.Statements.BatchRecordStatementsAsync(batch, cancellationToken: TestServer.Token));
        var headAfter = await server.HeadAsync();
        batch.Requests.RemoveAt(2);
        var recorded = await server.Client.Statements.BatchRecordStatementsAsync(batch, cancellationToken: TestServer.Token);

        Assert.Equal(ErrorReason.UnknownDemand, refusal.Reason);
        Assert.Contains("requests[2]", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, headAfter);
        Assert.Equal([before + 1, before + 2], recorded.Statements.Select(statement => statement.Revision));
    }

    [Fact]
    public async Task A_statement_of_a_batch_sees_those_before_it()
    {
        await using var server = await TestServer.StartSeededAsync();
        var demand = Requests.Of(statement => statement.Demand = new DemandAct
        {
            Demand = "demands/new",
            Titles = { new LocalizedText { Text = "New" } },
        });
        var answer = Requests.Of(
            statement => statement.Response = new ResponseAct { Demands = { "demands/new" }, Position = Disposition.Accepted },
            speaker: "actors/russia");
        answer.Statement.Addressees[0] = "actors/nato";

        await server.Client.Statements.BatchRecordStatementsAsync(
            new BatchRecordStatementsRequest { Requests = { demand, answer } }, cancellationToken: TestServer.Token);
        var status = await server.Client.Negotiations.GetDemandAsync(
            new GetDemandRequest { Name = "demands/new" }, cancellationToken: TestServer.Token);

        Assert.Equal(ObligationState.Answered, Assert.Single(status.Demand.Debtors).State);
    }

    [Fact]
    public async Task Parallel_recorders_get_revisions_without_gaps()
    {
        await using var server = await TestServer.StartSeededAsync();
        var before = await server.HeadAsync();

        var recorded = await Task.WhenAll(Enumerable.Range(0, 16).Select(recorder => Task.Run(async () =>
        {
            var revisions = new List<long>();
            for (var number = 0; number < 25; number++)
                revisions.Add(
                    (await server.Client.Statements.RecordStatementAsync(
                        Requests.Remark($"{recorder}/{number}"), cancellationToken: TestServer.Token)).Statement.Revision);
            return revisions;
        })));

        Assert.Equal(Enumerable.Range(1, 16 * 25).Select(number => before + number), recorded.SelectMany(revisions => revisions).Order());
        Assert.All(recorded, revisions => Assert.Equal(revisions.Order(), revisions));
    }

    [Fact]
    public async Task A_correction_is_served_in_place_and_the_past_stays_as_it_was_known()
    {
        await using var server = await TestServer.StartSeededAsync();
        var answered = await server.Client.Statements.RecordStatementAsync(
            Requests.Response(Requests.Proposals, "nato-enlargement"), cancellationToken: TestServer.Token);
        var replacement = Requests.Response(Requests.Proposals, "eastern-deployments").Statement;

        var corrected = await server.Client.Statements.CorrectStatementAsync(new CorrectStatementRequest
        {
            Correction = new Correction
            {
                Subject = answered.Statement.Name,
                Label = CorrectionLabel.Error,
                Replacement = replacement,
                Note = "The other article.",
            },
        }, cancellationToken: TestServer.Token);

        var now = await server.Client.Statements.GetStatementAsync(
            new GetStatementRequest { Name = answered.Statement.Name }, cancellationToken: TestServer.Token);
        var then = await server.Client.Statements.GetStatementAsync(
            new GetStatementRequest { Name = answered.Statement.Name, At = new ReadAt { KnownAtRevision = answered.Statement.Revision } },
            cancellationToken: TestServer.Token);
        Assert.Equal("eastern-deployments", now.Statement.Response.Positions[0].Item);
        Assert.Equal(corrected.Correction.Name, now.Statement.CorrectedBy);
        Assert.Equal(answered.Statement.Revision, now.Statement.Revision);
        Assert.Equal(answered.Statement, then.Statement);
        Assert.Equal([("eastern-deployments", ObligationState.Answered), ("nato-enlargement", ObligationState.Promised)],
            await StatesAsync(server, null));
        Assert.Equal([("eastern-deployments", ObligationState.Promised), ("nato-enlargement", ObligationState.Answered)],
            await StatesAsync(server, answered.Statement.Revision));
    }

    private static async Task<IEnumerable<(string, ObligationState)>> StatesAsync(TestServer server, long? knownAt)
    {
        var at = new ReadAt();
        if (knownAt is { } revision) at.KnownAtRevision = revision;
        var answer = await server.Client.Negotiations.ListObligationsAsync(
            new ListObligationsRequest { At = at, Filter = new ObligationFilter { Subject = Requests.Proposals, Debtor = "actors/nato" } },
            cancellationToken: TestServer.Token);
        return answer.Obligations.Select(obligation => (obligation.Item, obligation.State));
    }
}
