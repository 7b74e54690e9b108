using System.Diagnostics.Metrics;
using Diplomacy.V1;
using DiplomacyApi.Server.Errors;
using DiplomacyApi.Storage.Monitoring;
using DiplomacyApi.Tests.Server.Access;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;

namespace DiplomacyApi.Tests.Server.Monitoring;

/// <summary>Calls are counted by the status that the caller got, under names of which there is an end.</summary>
public sealed class CallMetricsTests
{
    private const string Calls = "rpc.server.call.duration";
    private const string GetActor = "diplomacy.v1.ActorService/GetActor";
    private const string WatchStatements = "diplomacy.v1.StatementService/WatchStatements";

    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    [Fact]
    public async Task Each_call_is_counted_once_by_its_method_and_status()
    {
        await using var server = await TestServer.StartSeededAsync();
        using var metrics = new MetricsReader(server.Services);
        using var channel = GrpcChannel.ForAddress(server.Address);
        var invoker = channel.CreateCallInvoker();
        var actors = new ActorService.ActorServiceClient(channel);

        await actors.GetActorAsync(new GetActorRequest { Name = "actors/nato" }, cancellationToken: TestServer.Token);
        await StatusAsync(async () =>
            await actors.GetActorAsync(new GetActorRequest { Name = "actors/nobody" }, cancellationToken: TestServer.Token));
        await StatusAsync(async () => await actors.GetActorAsync(new GetActorRequest(), cancellationToken: TestServer.Token));
        await StatusAsync(() => RawAsync(invoker, "diplomacy.v1.ActorService", "GetActor", [0xFF]));
        await StatusAsync(() => RawAsync(invoker, "diplomacy.v1.ActorService", "GetSecret", []));
        await StatusAsync(() => RawAsync(invoker, "somebody.elses.Service", "Get", []));
        await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest(), cancellationToken: TestServer.Token);
        using (var watch = server.Client.Statements.WatchStatements(
            new WatchStatementsRequest { Start = new WatchStart { FromNow = new() } }, cancellationToken: TestServer.Token))
            Assert.True(await watch.ResponseStream.MoveNext(TestServer.Token));
        while (!metrics.Of(Calls).Any(call => call.Tags["rpc.method"] == WatchStatements)) await Task.Delay(10, TestServer.Token);

        Assert.Equal(
            [
                ("_OTHER", "UNIMPLEMENTED", 2), (GetActor, "INVALID_ARGUMENT", 2), (GetActor, "NOT_FOUND", 1), (GetActor, "OK", 1),
                (WatchStatements, "CANCELLED", 1), ("grpc.health.v1.Health/Check", "OK", 1),
            ],
            CountsOf(metrics));
        Assert.All(metrics.Of(Calls), call => Assert.Equal("grpc", call.Tags["rpc.system.name"]));
        Assert.All(metrics.Of(Calls), call =>
            Assert.Equal(call.Tags["rpc.response.status_code"] == "UNIMPLEMENTED", call.Tags.ContainsKey("error.type")));
        Assert.Equal(["INVALID_VALUE", "REQUIRED", "UNKNOWN_ACTOR"], ReasonsOf(metrics));
    }

    [Fact]
    public async Task Requests_that_are_cut_off_halfway_are_cancelled_and_not_refused()
    {
        const int Cut = 200;
        await using var server = await TestServer.StartSeededAsync();
        using var metrics = new MetricsReader(server.Services);
        var raw = new RawCall(server.Address);
        var bodies = Enumerable.Range(0, Cut).Select(_ => new RawCall.Withheld(RawCall.Framed(0, [1, 2], 40))).ToList();
        var calls = bodies.ConvertAll(body => raw.SendAsync($"/{GetActor}", body));
        await Task.WhenAll(bodies.Select(body => body.Sent));

        raw.Dispose();

        foreach (var call in calls) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        while (metrics.Of(Calls).Count < Cut) await Task.Delay(10, TestServer.Token);
        Assert.Equal([(GetActor, "CANCELLED", Cut)], CountsOf(metrics));
        Assert.Empty(ReasonsOf(metrics));
        foreach (var body in bodies) body.Dispose();
    }

    [Fact]
    public async Task A_deadline_that_passes_is_counted_as_one()
    {
        await using var server = await TestServer.StartSeededAsync();
        using var metrics = new MetricsReader(server.Services);
        using var watch = server.Client.Statements.WatchStatements(
            new WatchStatementsRequest { Start = new WatchStart { FromNow = new() } },
            deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(1), cancellationToken: TestServer.Token);

        await StatusAsync(async () => { while (await watch.ResponseStream.MoveNext(TestServer.Token)) { } });
        while (metrics.Of(Calls).Count == 0) await Task.Delay(10, TestServer.Token);

        // Whoever called and the server both keep the time; the one that is first ends the call.
        var (_, status, count) = Assert.Single(CountsOf(metrics));
        Assert.Contains(status, new[] { "DEADLINE_EXCEEDED", "CANCELLED" });
        Assert.Equal(1, count);
    }

    [Fact]
    public async Task Refusals_of_access_are_counted_by_reason_and_never_by_who_called()
    {
        await using var server = new GuardedServer();
        var reader = await server.TokenAsync("a-name-of-its-own", "reader");
        await server.StartAsync(options => options with { Access = options.Access with { CallsPerSecond = 1 } });
        using var metrics = new MetricsReader(server.Services);

        await GuardedServer.RefusalOf(server.Connect());
        await GuardedServer.RefusalOf(server.Connect("dpl_unknown"));
        await StatusAsync(async () => await new JournalService.JournalServiceClient(server.Connect(reader))
            .GetJournalEntryAsync(new GetJournalEntryRequest { Revision = 1 }, cancellationToken: TestServer.Token));
        while (await GuardedServer.RefusalOf(server.Connect(reader)) is null) { }

        Assert.Equal(["PERMISSION_DENIED", "RATE_LIMITED", "UNAUTHENTICATED"], ReasonsOf(metrics).Distinct());
        Assert.Equal(2, metrics.Of("diplomacy.refusals").Count(one => one.Tags["diplomacy.reason"] == "UNAUTHENTICATED"));
        var reasons = Enum.GetValues<ErrorReason>().Select(ErrorStatus.NameOf).ToHashSet();
        Assert.All(metrics.Of("diplomacy.refusals"), one => Assert.Contains(Assert.Single(one.Tags).Value, reasons));
        Assert.DoesNotContain(metrics.All, one =>
            one.Tags.Values.Any(value => value.Contains("a-name-of-its-own", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_listener_that_fails_changes_no_answer()
    {
        await using var server = await TestServer.StartSeededAsync();
        var scope = server.Services.GetRequiredService<IMeterFactory>();
        var tried = 0;
        using var failing = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == Telemetry.Name && instrument.Meter.Scope == scope)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        failing.SetMeasurementEventCallback<double>((_, _, _, _) =>
        {
            tried++;
            throw new InvalidOperationException("The exporter is broken.");
        });
        failing.Start();

        await server.Client.Actors.GetActorAsync(new GetActorRequest { Name = "actors/nato" }, cancellationToken: TestServer.Token);
        await server.Client.Actors.GetActorAsync(new GetActorRequest { Name = "actors/nato" }, cancellationToken: TestServer.Token);

        Assert.InRange(tried, 1, int.MaxValue);
    }

    private static IEnumerable<(string Method, string Status, int Count)> CountsOf(MetricsReader metrics) => metrics.Of(Calls)
        .GroupBy(call => (call.Tags["rpc.method"], call.Tags["rpc.response.status_code"]))
        .Select(group => (group.Key.Item1, group.Key.Item2, group.Count()))
        .OrderBy(one => one.Item1, StringComparer.Ordinal).ThenBy(one => one.Item2, StringComparer.Ordinal);

    private static IEnumerable<string> ReasonsOf(MetricsReader metrics) =>
        metrics.Of("diplomacy.refusals").Select(one => one.Tags["diplomacy.reason"]).Order(StringComparer.Ordinal);

    private static async Task StatusAsync(Func<Task> call) => await Assert.ThrowsAnyAsync<Exception>(call);

    private static async Task RawAsync(CallInvoker invoker, string service, string method, byte[] request) =>
        await invoker.AsyncUnaryCall(new Method<byte[], byte[]>(MethodType.Unary, service, method, Bytes, Bytes), null,
            new CallOptions(cancellationToken: TestServer.Token), request);
}
