using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Server.Configuration;
using DiplomacyApi.Server.Hosting;
using DiplomacyApi.Tests.Server.Access;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Reflection.V1Alpha;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace DiplomacyApi.Tests.Server.Lifetime;

/// <summary>What a server reports of itself, and how much it lets through.</summary>
public sealed class JournalHealthTests
{
    private static readonly HashSet<string> Contract =
        ["diplomacy.v1.ActorService", "diplomacy.v1.StatementService", "diplomacy.v1.NegotiationStatusService",
            "diplomacy.v1.JournalService"];

    public static TheoryData<string> Services => [.. Contract, ""];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Each_service_serves_until_the_server_is_asked_to_stop(string service)
    {
        await using var server = await TestServer.StartEmptyAsync();
        using var channel = GrpcChannel.ForAddress(server.Address);
        var health = new Health.HealthClient(channel);
        using var watch = health.Watch(Of(service), cancellationToken: TestServer.Token);

        Assert.Equal(ServingStatus.Serving, (await health.CheckAsync(Of(service), cancellationToken: TestServer.Token)).Status);
        await UntilAsync(watch.ResponseStream, ServingStatus.Serving, never: ServingStatus.Unknown);
        var stopped = server.StopAsync();

        Assert.True(await watch.ResponseStream.MoveNext(TestServer.Token));
        Assert.Equal(ServingStatus.NotServing, watch.ResponseStream.Current.Status);
        await stopped;
    }

    [Fact]
    public async Task A_server_that_rebuilds_listens_and_reports_that_it_does_not_serve_yet()
    {
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        var data = Path.Combine(folder.FullName, "journal.db");
        await using (await TestServer.StartSeededAsync(folder: folder.FullName)) { }
        MakeOld(data);
        using var rebuild = new HeldRebuild();
        var options = new ServerOptions { Data = data, Port = FreePort.Next() };
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{options.Port}");
        var health = new Health.HealthClient(channel);

        var starting = DiplomacyServer.StartAsync(options, TimeProvider.System, TestServer.Token, logging => logging.AddProvider(rebuild));
        await Task.WhenAny(starting, rebuild.Begun);

        foreach (var service in Contract.Append(""))
            Assert.Equal(ServingStatus.NotServing, (await health.CheckAsync(Of(service), cancellationToken: TestServer.Token)).Status);
        Assert.Equal(ServingStatus.Serving, (await health.CheckAsync(Of("liveness"), cancellationToken: TestServer.Token)).Status);
        var refusal = DiplomacyException.From(await Assert.ThrowsAsync<RpcException>(async () =>
            await new JournalService.JournalServiceClient(channel)
                .GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token)));
        Assert.Equal((StatusCode.Unavailable, ErrorReason.Starting), (refusal.Status, refusal.Reason));
        using var watch = health.Watch(Of(""), cancellationToken: TestServer.Token);
        await UntilAsync(watch.ResponseStream, ServingStatus.NotServing, never: ServingStatus.Serving);
        Assert.False(starting.IsCompleted);
        rebuild.GoOn();
        await using (await starting)
        {
            await UntilAsync(watch.ResponseStream, ServingStatus.Serving, never: ServingStatus.Unknown);
            Assert.Equal(ServingStatus.Serving, (await health.CheckAsync(Of(""), cancellationToken: TestServer.Token)).Status);
        }
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_stop_is_heard_during_a_rebuild_of_which_nothing_is_kept()
    {
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        var data = Path.Combine(folder.FullName, "journal.db");
        await using (await TestServer.StartSeededAsync(folder: folder.FullName)) { }
        MakeOld(data);
        using var rebuild = new HeldRebuild();
        using var log = new LogLines();
        IHostApplicationLifetime? lifetime = null;

        var starting = DiplomacyServer.StartAsync(new ServerOptions { Data = data, Port = 0 }, TimeProvider.System,
            TestServer.Token, logging =>
        {
            logging.AddProvider(rebuild).AddProvider(log);
            logging.Services.AddHostedService(services =>
                new Taken(services.GetRequiredService<IHostApplicationLifetime>(), one => lifetime = one));
        });
        await Task.WhenAny(starting, rebuild.Begun);
        lifetime!.StopApplication();
        rebuild.GoOn();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting);
        Assert.Equal(0L, RulesOf(data));
        Assert.DoesNotContain(log.Lines, line =>
            line.Contains("DiplomacyApi", StringComparison.Ordinal) && line.Contains(" Error ", StringComparison.Ordinal));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_not_found()
    {
        await using var server = await TestServer.StartEmptyAsync();
        using var channel = GrpcChannel.ForAddress(server.Address);

        var refusal = await Assert.ThrowsAsync<RpcException>(async () =>
            await new Health.HealthClient(channel).CheckAsync(Of("diplomacy.v1.Nothing"), cancellationToken: TestServer.Token));

        Assert.Equal(StatusCode.NotFound, refusal.StatusCode);
    }

    [Fact]
    public async Task The_contract_is_sent_where_it_is_asked_for()
    {
        await using var server = await TestServer.StartAsync("", TimeProvider.System, reflection: true);
        using var channel = GrpcChannel.ForAddress(server.Address);
        using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo(cancellationToken: TestServer.Token);

        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" }, TestServer.Token);
        Assert.True(await call.ResponseStream.MoveNext(TestServer.Token));

        Assert.Superset(Contract, call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name).ToHashSet());
    }

    [Fact]
    public async Task The_contract_is_not_sent_where_nobody_asked_for_it()
    {
        await using var server = await TestServer.StartEmptyAsync();
        using var channel = GrpcChannel.ForAddress(server.Address);
        using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo(cancellationToken: TestServer.Token);

        var refusal = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(TestServer.Token));

        Assert.Equal(StatusCode.Unimplemented, refusal.StatusCode);
    }

    private static HealthCheckRequest Of(string service) => new() { Service = service };

    /// <summary>As a server with other rules left it.</summary>
    private static void MakeOld(string data)
    {
        using var connection = new SqliteConnection($"Data Source={data};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE log SET rules_version = 0";
        command.ExecuteNonQuery();
    }

    private static object? RulesOf(string data)
    {
        using var connection = new SqliteConnection($"Data Source={data};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT rules_version FROM log";
        return command.ExecuteScalar();
    }

    private static async Task UntilAsync(IAsyncStreamReader<HealthCheckResponse> received, ServingStatus expected, ServingStatus never)
    {
        do
        {
            Assert.True(await received.MoveNext(TestServer.Token));
            Assert.NotEqual(never, received.Current.Status);
        }
        while (received.Current.Status != expected);
    }

    /// <summary>Gives the test the lifetime of a server that is still starting.</summary>
    private sealed class Taken(IHostApplicationLifetime lifetime, Action<IHostApplicationLifetime> take) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            take(lifetime);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>Holds a rebuild where it says that it begins.</summary>
    private sealed class HeldRebuild : ILoggerProvider, ILogger
    {
        private readonly ManualResetEventSlim _goesOn = new();
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public void GoOn() => _goesOn.Set();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name != "Rebuilding") return;
            _begun.TrySetResult();
            _goesOn.Wait();
        }

        // Whoever waits is let go, whatever failed.
        public void Dispose() => _goesOn.Set();
    }
}
