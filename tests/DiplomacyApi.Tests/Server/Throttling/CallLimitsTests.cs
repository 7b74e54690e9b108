using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Server.Access;
using Google.Rpc;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Throttling;

/// <summary>One caller that takes too much learns when to try again, and takes nothing from the others.</summary>
public sealed class CallLimitsTests
{
    [Fact]
    public async Task Who_has_all_its_calls_open_gets_no_other_and_the_others_do()
    {
        await using var server = new GuardedServer();
        var (busy, other) = (await server.TokenAsync("busy", "reader"), await server.TokenAsync("other", "reader"));
        await server.StartAsync(options => options with { Access = options.Access with { CallsAtOnce = 1 } });
        var caller = server.Connect(busy);
        var watches = new StatementService.StatementServiceClient(caller);
        using (var watch = watches.WatchStatements(
            new WatchStatementsRequest { Start = new WatchStart { FromNow = new WatchStart.Types.FromNow() } },
            cancellationToken: TestServer.Token))
        {
            Assert.True(await watch.ResponseStream.MoveNext(TestServer.Token));

            var refusal = await GuardedServer.RefusalOf(caller);

            Assert.Equal((StatusCode.ResourceExhausted, ErrorReason.RateLimited), (refusal!.Status, refusal.Reason));
            Assert.Null(await GuardedServer.RefusalOf(server.Connect(other)));
        }
        // The place is free again once the server sees that the watch is gone.
        while (await GuardedServer.RefusalOf(caller) is { } still) Assert.Equal(ErrorReason.RateLimited, still.Reason);
    }

    [Fact]
    public async Task Who_calls_too_often_is_reported_when_to_try_again()
    {
        await using var server = new GuardedServer();
        var token = await server.TokenAsync("busy", "reader");
        await server.StartAsync(options => options with { Access = options.Access with { CallsPerSecond = 1 } });
        var journal = new JournalService.JournalServiceClient(server.Connect(token));

        var refusal = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (true)
                await Task.WhenAll(Enumerable.Range(0, 8)
                    .Select(_ => journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token).ResponseAsync));
        });

        Assert.Equal(ErrorReason.RateLimited, DiplomacyException.From(refusal).Reason);
        Assert.True(refusal.GetRpcStatus()!.GetDetail<RetryInfo>()!.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
    }

    [Fact]
    public async Task Without_access_control_and_options_nothing_is_bounded()
    {
        await using var server = new GuardedServer();
        await server.StartAsync();
        var journal = new JournalService.JournalServiceClient(server.Connect());

        await Task.WhenAll(Enumerable.Range(0, 1_500)
            .Select(_ => journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token).ResponseAsync));
    }
}
