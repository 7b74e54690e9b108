using System.Reflection;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Server;
using Grpc.Core;

namespace DiplomacyApi.Tests.Client;

/// <summary>What the client adds to each call: reasons, request ids, pages, and waiting.</summary>
public sealed class DiplomacyClientTests(SeededServer server) : IClassFixture<SeededServer>
{
    [Fact]
    public async Task A_stream_that_fails_reports_its_reason()
    {
        using var watch = server.Client.Negotiations.WatchDemands(
            new WatchDemandsRequest { Start = new WatchStart { After = new LogPosition { LogId = "another" } } },
            cancellationToken: TestServer.Token);
        using var import = server.Client.Statements.ImportStatements(cancellationToken: TestServer.Token);

        var watched = await Assert.ThrowsAsync<DiplomacyException>(() => watch.ResponseStream.MoveNext(TestServer.Token));
        await import.RequestStream.WriteAsync(new ImportStatementsRequest { Batch = new StatementBatch { Number = 1 } }, TestServer.Token);
        var imported = await Assert.ThrowsAsync<DiplomacyException>(() => import.ResponseStream.MoveNext(TestServer.Token));

        Assert.Equal((StatusCode.FailedPrecondition, ErrorReason.LogMismatch), (watched.Status, watched.Reason));
        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.ImportOutOfOrder), (imported.Status, imported.Reason));
    }

    [Fact]
    public async Task Every_write_goes_out_with_a_request_id_and_the_callers_request_is_left_alone()
    {
        var one = Requests.Remark("guarded");
        var batch = new BatchRecordStatementsRequest { Requests = { Requests.Remark("guarded too") } };

        var head = await server.HeadAsync();
        await server.Client.Statements.RecordStatementAsync(one, cancellationToken: TestServer.Token);
        await server.Client.Statements.BatchRecordStatementsAsync(batch, cancellationToken: TestServer.Token);
        var ids = new List<string>();
        using var export = server.Client.Journal.ExportJournal(
            new ExportJournalRequest { After = await PositionAsync(head) }, cancellationToken: TestServer.Token);
        while (await export.ResponseStream.MoveNext(TestServer.Token))
            ids.AddRange(export.ResponseStream.Current.Entries.Select(entry => entry.RequestId));

        Assert.Equal(("", "", ""), (one.RequestId, batch.RequestId, batch.Requests[0].RequestId));
        Assert.Equal(2, ids.Count);
        Assert.All(ids, id => Assert.NotEmpty(id));
    }

    [Fact]
    public void Every_list_and_search_can_be_read_as_a_stream()
    {
        var paged = new[]
        {
            ActorServiceReflection.Descriptor,
            StatementServiceReflection.Descriptor,
            NegotiationStatusServiceReflection.Descriptor,
            JournalServiceReflection.Descriptor,
        }
            .SelectMany(file => file.Services).SelectMany(service => service.Methods)
            .Where(method => method.OutputType.FindFieldByName("next_page_token") is not null)
            .Select(method => method.InputType.ClrType.Name);
        var streamed = typeof(DiplomacyApi.Client.Paging).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Select(method => method.GetParameters()[1].ParameterType.Name);

        var faked = typeof(IDiplomacyClient).GetMethods().Where(method => method.Name == nameof(IDiplomacyClient.AllAsync))
            .Select(method => method.GetParameters()[0].ParameterType.Name);

        Assert.Equal(paged.Order(StringComparer.Ordinal), streamed.Order(StringComparer.Ordinal));
        Assert.Equal(streamed.Order(StringComparer.Ordinal), faked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_list_in_small_pages_is_the_list()
    {
        var whole = await server.Client.Actors.ListActorsAsync(
            new ListActorsRequest { PageSize = 1000 }, cancellationToken: TestServer.Token);
        var (paged, found) = (new List<Actor>(), 0);
        await foreach (var actor in server.Client.Actors.AllAsync(new ListActorsRequest { PageSize = 3 }, TestServer.Token))
            paged.Add(actor);
        var search = new SearchStatementsRequest
        {
            Query = "Russia",
            PageSize = 1,
            At = new ReadAt { MinRevision = new LogPosition { Revision = await server.HeadAsync() } },
        };
        await foreach (var _ in server.Client.Statements.AllAsync(search, TestServer.Token)) found++;

        Assert.Equal(whole.Actors, paged);
        Assert.InRange(found, 2, 1_000);
    }

    [Fact]
    public async Task A_demand_that_is_so_already_is_not_waited_for()
    {
        var demand = await server.Client.WaitForDemandAsync(
            Requests.Proposals, [ObligationState.Promised], DebtorsMeant.Any, TestServer.Token);
        var unknown = await Assert.ThrowsAsync<DiplomacyException>(
            () => server.Client.WaitForDemandAsync("demands/nothing", [ObligationState.Answered], DebtorsMeant.Any, TestServer.Token));

        Assert.Equal(Requests.Proposals, demand.Name);
        Assert.Equal(ErrorReason.UnknownDemand, unknown.Reason);
    }

    [Fact]
    public async Task A_demand_is_waited_for_until_any_or_all_of_its_debtors_answer()
    {
        var demand = Requests.Of(statement =>
        {
            statement.Demand = new DemandAct { Demand = "demands/waited-for", Titles = { new LocalizedText { Text = "Waited for" } } };
            statement.Addressees.Add("actors/united-states");
        });
        await server.Client.Statements.RecordStatementAsync(demand, cancellationToken: TestServer.Token);

        var any = server.Client.WaitForDemandAsync("demands/waited-for", [ObligationState.Answered], DebtorsMeant.Any, TestServer.Token);
        var all = server.Client.WaitForDemandAsync("demands/waited-for", [ObligationState.Answered], DebtorsMeant.All, TestServer.Token);
        await AnswerAsync("actors/russia");
        var first = await any;
        var allWaits = all.IsCompleted;
        await AnswerAsync("actors/united-states");
        var last = await all;

        Assert.Single(first.Debtors, debtor => debtor.State == ObligationState.Answered);
        Assert.False(allWaits);
        Assert.All(last.Debtors, debtor => Assert.Equal(ObligationState.Answered, debtor.State));

        async Task AnswerAsync(string speaker)
        {
            var answer = Requests.Of(
                statement => statement.Response = new ResponseAct { Demands = { "demands/waited-for" }, Position = Disposition.Accepted },
                speaker: speaker);
            answer.Statement.Addressees[0] = "actors/nato";
            await server.Client.Statements.RecordStatementAsync(answer, cancellationToken: TestServer.Token);
        }
    }

    [Fact]
    public async Task A_call_that_its_caller_cancels_ends_as_cancelled()
    {
        using var ended = new CancellationTokenSource();
        await ended.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await server.Client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: ended.Token));
    }

    private async Task<LogPosition> PositionAsync(long revision)
    {
        var journal = await server.Client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token);
        return new LogPosition { LogId = journal.LogPosition.LogId, Revision = revision };
    }
}
