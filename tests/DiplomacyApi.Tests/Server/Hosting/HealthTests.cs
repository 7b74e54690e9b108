using Diplomacy.V1;
using DiplomacyApi.Client;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Reflection.V1Alpha;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace DiplomacyApi.Tests.Server.Hosting;

/// <summary>What a server tells of itself, and what it lets through.</summary>
public sealed class HealthTests
{
    [Theory]
    [InlineData("")]
    [InlineData("diplomacy.v1.ActorService")]
    [InlineData("diplomacy.v1.StatementService")]
    [InlineData("diplomacy.v1.NegotiationStatusService")]
    [InlineData("diplomacy.v1.JournalService")]
    public async Task Each_service_serves_until_the_server_is_told_to_stop(string service)
    {
        await using var server = await TestServer.StartEmptyAsync();
        using var channel = GrpcChannel.ForAddress(server.Address);
        var client = new Health.HealthClient(channel);
        var request = new HealthCheckRequest { Service = service };
        using var watch = client.Watch(request, cancellationToken: TestServer.Token);

        Assert.Equal(ServingStatus.Serving, (await client.CheckAsync(request, cancellationToken: TestServer.Token)).Status);
        do Assert.True(await watch.ResponseStream.MoveNext(TestServer.Token));
        while (watch.ResponseStream.Current.Status != ServingStatus.Serving);
        var stopped = server.StopAsync();
        Assert.True(await watch.ResponseStream.MoveNext(TestServer.Token));
        Assert.Equal(ServingStatus.NotServing, watch.ResponseStream.Current.Status);
        await stopped;
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_not_found()
    {
        await using var server = await TestServer.StartEmptyAsync();
        using var channel = GrpcChannel.ForAddress(server.Address);

        var refusal = await Assert.ThrowsAsync<RpcException>(async () =>
            await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest { Service = "diplomacy.v1.Nothing" }, cancellationToken: TestServer.Token));

        Assert.Equal(StatusCode.NotFound, refusal.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_contract_is_told_only_where_it_is_asked_for(bool reflection)
    {
        await using var server = await TestServer.StartAsync("", TimeProvider.System, reflection: reflection);
        using var channel = GrpcChannel.ForAddress(server.Address);
        using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo(cancellationToken: TestServer.Token);

        if (!reflection)
        {
            Assert.Equal(StatusCode.Unimplemented, (await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(TestServer.Token))).StatusCode);
            return;
        }
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" }, TestServer.Token);
        Assert.True(await call.ResponseStream.MoveNext(TestServer.Token));
        var services = call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name);
        Assert.Superset(new HashSet<string> { "diplomacy.v1.ActorService", "diplomacy.v1.StatementService", "diplomacy.v1.NegotiationStatusService", "diplomacy.v1.JournalService" }, services.ToHashSet());
    }

    [Fact]
    public async Task What_is_larger_than_a_request_is_refused_by_name_and_the_server_goes_on()
    {
        await using var server = await TestServer.StartSeededAsync();
        var before = await server.HeadAsync();

        var refusal = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await server.Client.Statements.RecordStatementAsync(Requests.Remark(new string('x', 17 << 20)), cancellationToken: TestServer.Token));

        Assert.Equal(StatusCode.ResourceExhausted, refusal.Status);
        Assert.Equal(before, await server.HeadAsync());
    }

    [Fact]
    public async Task A_page_ends_early_rather_than_be_too_large_and_what_is_asked_for_by_name_is_refused()
    {
        await using var server = await TestServer.StartSeededAsync();
        var names = new List<string>();
        for (var number = 0; number < 22; number++)
        {
            var large = Requests.Remark();
            for (var text = 0; text < 8; text++) large.Statement.Summaries.Add(new LocalizedText { Text = new string('水', 10_000) });
            for (var text = 0; text < 7; text++) large.Statement.Summaries.Add(new LocalizedText { Text = new string('水', 10_000), LanguageCode = "zh" });
            large.Statement.Remark = null;
            large.Statement.Demand = new DemandAct { Titles = { Enumerable.Range(0, 12).Select(_ => new LocalizedText { Text = new string('水', 10_000) }) } };
            names.Add((await server.Client.Statements.RecordStatementAsync(large, cancellationToken: TestServer.Token)).Statement.Name);
        }

        var (listed, pages) = (new List<string>(), 0);
        var request = new ListStatementsRequest { PageSize = 1_000, Filter = new StatementFilter { ActKinds = { ActKind.Demand }, Speaker = "actors/nato" } };
        do
        {
            var page = await server.Client.Statements.ListStatementsAsync(request, cancellationToken: TestServer.Token);
            Assert.InRange(page.CalculateSize(), 1, 6 << 20);
            listed.AddRange(page.Statements.Select(statement => statement.Name));
            request.PageToken = page.NextPageToken;
            pages++;
        }
        while (request.PageToken.Length > 0);
        var refusal = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await server.Client.Statements.BatchGetStatementsAsync(new BatchGetStatementsRequest { Names = { names } }, cancellationToken: TestServer.Token));

        Assert.Equal(names.AsEnumerable().Reverse(), listed);
        Assert.InRange(pages, 4, 8);
        Assert.Equal(StatusCode.ResourceExhausted, refusal.Status);
    }

    [Fact]
    public async Task A_read_whose_time_is_up_leaves_the_server_to_others()
    {
        await using var server = await TestServer.StartSeededAsync();
        var batches = Enumerable.Range(0, 3_000).Select(row => Importing.Imports.Item(Requests.Remark(), $"row-{row}")).Chunk(1_000).Cast<IReadOnlyList<StatementItem>>().ToList();
        await Importing.Imports.ImportAsync(server.Client, new ImportOptions { Mode = ImportMode.Batch }, batches);

        var late = await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            try
            {
                await server.Client.Negotiations.ListObligationsAsync(
                    new ListObligationsRequest { Lens = new StatusLens { MinBasis = Attribution.Counterpart }, IncludeTotal = true }, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(20), cancellationToken: TestServer.Token);
                return StatusCode.OK;
            }
            catch (DiplomacyException end)
            {
                return end.Status;
            }
        }));

        Assert.Contains(StatusCode.DeadlineExceeded, late);
        Assert.All(late, status => Assert.True(status is StatusCode.OK or StatusCode.DeadlineExceeded, $"{status}"));
        Assert.NotEmpty((await server.Client.Statements.ListStatementsAsync(new ListStatementsRequest(), cancellationToken: TestServer.Token)).Statements);
    }
}
