using System.Net;
using System.Net.Sockets;
using Diplomacy.V1;
using Grpc.Health.V1;

namespace DiplomacyApi.Tests.Server.Monitoring;

/// <summary>
/// Metrics and traces by OTLP: sent where the standard variables say so, else not even loaded, and nothing depends on who receives them.
/// </summary>
public sealed class OtlpExportTests : IDisposable
{
    private const int Calls = 200;

    /// <summary>A bound that a service manager sets, and no figure of how fast it is.</summary>
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(10);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diplomacy-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Without_an_endpoint_no_exporter_is_loaded()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What is loaded is read from /proc.");
        using (var server = await ServerProcess.StartWithAsync([("OTEL_SERVICE_NAME", "desk")], _folder.FullName))
        {
            await CallAsync(server, 1);
            Assert.DoesNotContain(server.Loaded, IsExporter);
        }
        using (var server = await ServerProcess.StartWithAsync(
            [("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"), ("OTEL_SDK_DISABLED", "true")], _folder.FullName))
            Assert.DoesNotContain(server.Loaded, IsExporter);
        // So that the test can fail.
        using (var server = await ServerProcess.StartWithAsync([("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")], _folder.FullName))
            Assert.Contains(server.Loaded, IsExporter);

        static bool IsExporter(string file) => Path.GetFileName(file).StartsWith("OpenTelemetry", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_and_traces_are_sent_under_the_name_that_the_variables_give()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        using var server = await ServerProcess.StartWithAsync(
            [.. To(receiver.Address), ("OTEL_SERVICE_NAME", "desk"), ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=rehearsal"),
                ("OTEL_EXPORTER_OTLP_HEADERS", "x-key=of-the-desk")],
            _folder.FullName);

        await CallAsync(server, 1);

        var metrics = await receiver.UntilAsync("/v1/metrics", "diplomacy.writer.commit.duration");
        await receiver.UntilAsync("/v1/traces", "commit");
        Assert.All(["desk", "rehearsal", "kestrel.active_connections"], text =>
            Assert.Contains(text, metrics.Body, StringComparison.Ordinal));
        Assert.All(receiver.Received, sent => Assert.Equal("of-the-desk", sent.Key));
    }

    [Fact]
    public async Task What_was_not_sent_yet_is_sent_at_the_end()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        using var server = await ServerProcess.StartWithAsync(
            [.. To(receiver.Address), ("OTEL_METRIC_EXPORT_INTERVAL", "3600000"), ("OTEL_BSP_SCHEDULE_DELAY", "3600000")],
            _folder.FullName);
        using (var channel = server.Channel())
            await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest(), cancellationToken: TestServer.Token);
        await CallAsync(server, 1);

        server.Terminate();

        Assert.True(await server.EndsWithinAsync(StopMax));
        Assert.Equal(0, server.ExitCode);
        Assert.Contains(receiver.Received, sent =>
            sent.Path == "/v1/metrics" && sent.Body.Contains("diplomacy.writer.commit.duration", StringComparison.Ordinal));
        Assert.Contains(receiver.Received, sent =>
            sent.Path == "/v1/traces" && sent.Body.Contains("diplomacy.v1.ActorService/CreateActor", StringComparison.Ordinal));
        // Probes are counted, and leave no spans.
        Assert.Contains(receiver.Received, sent =>
            sent.Path == "/v1/metrics" && sent.Body.Contains("grpc.health.v1.Health/Check", StringComparison.Ordinal));
        Assert.DoesNotContain(receiver.Received, sent =>
            sent.Path == "/v1/traces" && sent.Body.Contains("grpc.health.v1.Health/Check", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_receiver_that_is_down_or_silent_holds_up_nothing_and_fills_no_log(bool isSilent)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM on Windows.");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        if (!isSilent) listener.Stop();
        // An export that is waited for ends long after the test.
        using var server = await ServerProcess.StartWithAsync(
            [.. To(address), ("OTEL_EXPORTER_OTLP_TIMEOUT", "600000"), ("OTEL_METRIC_EXPORT_TIMEOUT", "600000"),
                ("OTEL_BSP_EXPORT_TIMEOUT", "600000")],
            _folder.FullName);

        await CallAsync(server, Calls);
        server.Terminate();

        Assert.True(await server.EndsWithinAsync(StopMax));
        Assert.Equal(0, server.ExitCode);
        Assert.Equal("", await server.RestAsync());
    }

    /// <summary>Sends as often as a machine under load can.</summary>
    private static (string, string)[] To(string address) =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "200"), ("OTEL_BSP_SCHEDULE_DELAY", "200"),
    ];

    private static async Task CallAsync(ServerProcess server, int times)
    {
        using var channel = server.Channel();
        var actors = new ActorService.ActorServiceClient(channel);
        for (var number = 0; number < times; number++)
            await actors.CreateActorAsync(new CreateActorRequest
            {
                ActorId = $"actor-{number}",
                Actor = new Actor
                {
                    Type = ActorType.State,
                    DisplayNames = { new LocalizedText { Text = "An actor", LanguageCode = "en" } },
                },
            }, cancellationToken: TestServer.Token);
    }
}
