using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Domain;
using Grpc.Core;
using Grpc.Net.Client;

namespace DiplomacyApi.Tests.Server.Hosting;

/// <summary>What is too large for the transport is refused, what is too much for one connection waits, and the server goes on.</summary>
public sealed class ListenersTests : IAsyncLifetime
{
    private TestServer _server = null!;
    private GrpcChannel _channel = null!;

    private StatementService.StatementServiceClient Statements => new(_channel);

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartSeededAsync();
        // One connection, however many calls it carries.
        _channel = GrpcChannel.ForAddress(_server.Address,
            new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler(), DisposeHttpClient = true });
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task What_is_larger_than_a_request_may_be_is_cut_off_and_the_server_goes_on()
    {
        var before = await _server.HeadAsync();

        var refusal = await Assert.ThrowsAsync<RpcException>(async () =>
            await Statements.RecordStatementAsync(Requests.Remark(new string('x', Limits.RequestBytesMax + 1)),
                cancellationToken: TestServer.Token));

        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.TooLarge), (refusal.StatusCode, DiplomacyException.From(refusal).Reason));
        Assert.Equal(before, await _server.HeadAsync());
    }

    [Fact]
    public async Task Headers_larger_than_they_may_be_are_refused_and_the_other_calls_of_the_connection_go_on()
    {
        using var watch = Watch();
        Assert.True(await watch.ResponseStream.MoveNext(TestServer.Token));

        var refusal = await Assert.ThrowsAsync<RpcException>(async () =>
            await Statements.RecordStatementAsync(Requests.Remark("too much"),
                new Metadata { { "x-padding", new string('x', Limits.HeadersBytesMax) } }, cancellationToken: TestServer.Token));
        var recorded = await Statements.RecordStatementAsync(Requests.Remark("well"), cancellationToken: TestServer.Token);

        // The client heeds the bound that the server sends when they connect, and has no better status for it.
        Assert.Equal(StatusCode.Internal, refusal.StatusCode);
        Assert.Contains($"{Limits.HeadersBytesMax}", refusal.Status.Detail, StringComparison.Ordinal);
        Assert.True(await watch.ResponseStream.MoveNext(TestServer.Token));
        Assert.Equal(recorded.Statement.Name, Assert.Single(watch.ResponseStream.Current.Events).Statement.Name);
    }

    [Fact]
    public async Task A_call_beyond_those_that_a_connection_may_have_open_waits_until_one_of_them_ends()
    {
        var watches = Enumerable.Range(0, Limits.CallsPerConnectionMax).Select(_ => Watch()).ToList();
        Assert.All(await Task.WhenAll(watches.Select(watch => watch.ResponseStream.MoveNext(TestServer.Token))), Assert.True);

        var waiting = Statements.RecordStatementAsync(Requests.Remark("waits"), cancellationToken: TestServer.Token);
        var passing = await _server.Client.Statements.RecordStatementAsync(Requests.Remark("passes"), cancellationToken: TestServer.Token);
        Assert.All(await Task.WhenAll(watches.Select(watch => watch.ResponseStream.MoveNext(TestServer.Token))), Assert.True);
        watches[0].Dispose();
        var waited = await waiting;

        Assert.Equal(passing.LogPosition.Revision + 1, waited.LogPosition.Revision);
        foreach (var watch in watches.Skip(1))
        {
            Assert.Equal(passing.LogPosition, watch.ResponseStream.Current.Through);
            watch.Dispose();
        }
    }

    private AsyncServerStreamingCall<WatchStatementsResponse> Watch() => Statements.WatchStatements(
        new WatchStatementsRequest { Start = new WatchStart { FromNow = new WatchStart.Types.FromNow() } },
        cancellationToken: TestServer.Token);
}
