using Diplomacy.V1;
using DiplomacyApi.Client;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;

namespace DiplomacyApi.Tests.Server.Access;

/// <summary>Streams end when what they began with is revoked or expires, and say so; those of others go on.</summary>
public sealed class RevokedStreamTests
{
    [Fact]
    public async Task A_watch_ends_when_its_token_is_revoked_and_the_others_go_on()
    {
        await using var server = new GuardedServer();
        var (gone, kept) = (await server.TokenAsync("gone", "reader"), await server.TokenAsync("kept", "recorder"));
        await server.StartAsync();
        var keeper = server.Connect(kept);
        using var ended = await WatchAsync(server.Connect(gone));
        using var goesOn = await WatchAsync(keeper);

        Assert.Equal(0, (await server.RunAsync("token", "revoke", "gone")).Code);
        var refusal = await EndOf(ended);
        var recorded = await new StatementService.StatementServiceClient(keeper)
            .RecordStatementAsync(Requests.Remark(), cancellationToken: TestServer.Token);

        Assert.Equal((StatusCode.Unauthenticated, ErrorReason.Unauthenticated), (refusal.Status, refusal.Reason));
        Assert.True(await goesOn.ResponseStream.MoveNext(TestServer.Token));
        Assert.Equal(recorded.LogPosition, goesOn.ResponseStream.Current.Through);
    }

    [Fact]
    public async Task A_watch_with_a_deadline_and_an_import_end_too()
    {
        await using var server = new GuardedServer();
        var token = await server.TokenAsync("gone", "recorder");
        await server.StartAsync();
        var caller = server.Connect(token);
        using var watch = await WatchAsync(caller, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1));
        using var import = new StatementService.StatementServiceClient(caller).ImportStatements(cancellationToken: TestServer.Token);
        await import.RequestStream.WriteAsync(new ImportStatementsRequest { Options = new ImportOptions() }, TestServer.Token);

        Assert.Equal(0, (await server.RunAsync("token", "revoke", "gone")).Code);

        Assert.Equal(StatusCode.Unauthenticated, (await EndOf(watch)).Status);
        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await import.ResponseStream.MoveNext(TestServer.Token));
        Assert.Equal(StatusCode.Unauthenticated, refusal.StatusCode);
    }

    [Fact]
    public async Task A_watch_ends_when_its_token_expires()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using var server = new GuardedServer(time);
        var token = await server.TokenAsync("guest", "reader", "2026-03-01");
        await server.StartAsync();
        using var watch = await WatchAsync(server.Connect(token));

        var end = EndOf(watch);
        while (!end.IsCompleted)
        {
            time.Advance(TimeSpan.FromHours(13));
            await Task.Delay(20, TestServer.Token);
        }

        Assert.Equal(StatusCode.Unauthenticated, (await end).Status);
    }

    private static async Task<AsyncServerStreamingCall<WatchStatementsResponse>> WatchAsync(CallInvoker caller, DateTime? deadline = null)
    {
        var request = new WatchStatementsRequest { Start = new WatchStart { FromNow = new WatchStart.Types.FromNow() } };
        var watch = new StatementService.StatementServiceClient(caller)
            .WatchStatements(request, deadline: deadline, cancellationToken: TestServer.Token);
        Assert.True(await watch.ResponseStream.MoveNext(TestServer.Token));
        return watch;
    }

    private static async Task<DiplomacyException> EndOf(AsyncServerStreamingCall<WatchStatementsResponse> watch)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await watch.ResponseStream.MoveNext(TestServer.Token))
            {
            }
        });
        return DiplomacyException.From(refusal);
    }
}
