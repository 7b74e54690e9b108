using DiplomacyApi.Domain;
using DiplomacyApi.Tests.Server.Access;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.Time.Testing;

namespace DiplomacyApi.Tests.Server.Throttling;

/// <summary>What needs no token holds little of the server, however much is sent and however often.</summary>
public sealed class AnonymousCallTests
{
    private const string Check = "/grpc.health.v1.Health/Check";

    [Fact]
    public async Task A_stranger_who_announces_much_is_refused_before_it_has_come()
    {
        await using var server = new GuardedServer();
        await server.TokenAsync("ada", "admin");
        await server.StartAsync();
        using var raw = new RawCall(server.Address);
        using var body = new RawCall.Withheld(RawCall.Framed(0, new byte[100], Limits.OpenRequestBytesMax + 1));

        Assert.Equal((StatusCode.InvalidArgument, "TOO_LARGE"), await RawCall.EndAsync(raw.SendAsync(Check, body)));
        Assert.Equal((StatusCode.NotFound, ""), await RawCall.EndAsync(raw.SendAsync(Check, new ByteArrayContent(
            RawCall.Framed(0, new HealthCheckRequest { Service = new string('x', Limits.OpenRequestBytesMax - 10) }.ToByteArray())))));
    }

    [Fact]
    public async Task A_stranger_who_sends_slowly_is_refused_when_the_time_is_up()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = new GuardedServer(time);
        await server.TokenAsync("ada", "admin");
        await server.StartAsync();
        using var raw = new RawCall(server.Address);
        using var body = new RawCall.Withheld(RawCall.Framed(0, [10], 8));

        var call = RawCall.EndAsync(raw.SendAsync(Check, body));
        await body.Sent;
        while (!call.IsCompleted)
        {
            time.Advance(Limits.OpenRequestTimeMax);
            await Task.WhenAny(call, Task.Delay(20, TestServer.Token));
        }

        Assert.Equal((StatusCode.ResourceExhausted, "RATE_LIMITED"), await call);
    }

    [Fact]
    public async Task One_address_has_so_many_open_calls_and_callers_with_a_token_are_served_all_the_same()
    {
        await using var server = new GuardedServer();
        var token = await server.TokenAsync("ria", "reader");
        await server.StartAsync();
        var stranger = new Health.HealthClient(server.Connect());
        var watches = Enumerable.Range(0, Limits.OpenCallsPerAddressMax)
            .Select(_ => stranger.Watch(new HealthCheckRequest(), cancellationToken: TestServer.Token)).ToList();
        Assert.All(await Task.WhenAll(watches.Select(watch => watch.ResponseStream.MoveNext(TestServer.Token))), Assert.True);

        using var beyond = stranger.Watch(new HealthCheckRequest(), cancellationToken: TestServer.Token);
        var refusal = await Assert.ThrowsAsync<RpcException>(() => beyond.ResponseStream.MoveNext(TestServer.Token));

        Assert.Equal(StatusCode.ResourceExhausted, refusal.StatusCode);
        Assert.Null(await GuardedServer.RefusalOf(server.Connect(token)));
        foreach (var watch in watches) watch.Dispose();
        // The places are free again once the server sees that the watches are gone.
        while (true)
        {
            try
            {
                await stranger.CheckAsync(new HealthCheckRequest(), cancellationToken: TestServer.Token);
                return;
            }
            catch (RpcException still) when (still.StatusCode == StatusCode.ResourceExhausted)
            {
                await Task.Delay(20, TestServer.Token);
            }
        }
    }
}
