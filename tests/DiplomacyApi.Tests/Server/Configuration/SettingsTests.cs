using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Diplomacy.V1;
using Grpc.Health.V1;
using Grpc.Net.Client;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace DiplomacyApi.Tests.Server.Configuration;

/// <summary>Where settings come from, and those on where and how the server listens and logs.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diplomacy-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Switches_win_over_variables_and_variables_over_the_file()
    {
        var config = await ConfigAsync("""{ "Diplomacy": { "Reflection": "perhaps", "Port": "70001", "CallsAtOnce": "many" } }""");

        var errors = await ErrorsAsync([("DIPLOMACY_PORT", "70002")], "--config", config, "--calls-at-once", "more");

        Assert.Contains("reflection must be true or false, not 'perhaps'.", errors, StringComparison.Ordinal);
        Assert.Contains("not '70002'", errors, StringComparison.Ordinal);
        Assert.Contains("not 'more'", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Diplomacy": { "Prot": "1" } }""", "Unknown setting 'Prot' in ")]
    [InlineData("""{ "Kestrel": { "Limits": {} , "x": "1" } }""", "Unknown section 'Kestrel' in ")]
    [InlineData("""{ "Diplomacy": """, "is not valid JSON")]
    public async Task What_is_wrong_with_a_configuration_file_is_an_error(string content, string error) =>
        Assert.Contains(error, await ErrorsAsync([], "--config", await ConfigAsync(content)), StringComparison.Ordinal);

    [Fact]
    public async Task A_configuration_file_that_is_missing_is_an_error() =>
        Assert.Contains("config: there is no file missing.json.", await ErrorsAsync([("DIPLOMACY_CONFIG", "missing.json")]),
            StringComparison.Ordinal);

    [Fact]
    public async Task Variables_that_kubernetes_sets_for_a_service_of_our_name_are_passed_over()
    {
        (string, string)[] variables =
        [
            ("DIPLOMACY_PORT", "tcp://10.0.0.1:5080"), ("DIPLOMACY_SERVICE_HOST", "10.0.0.1"), ("DIPLOMACY_SERVICE_PORT", "5080"),
            ("DIPLOMACY_SERVICE_PORT_GRPC", "5080"),
            ("DIPLOMACY_PORT_5080_TCP", "tcp://10.0.0.1:5080"), ("DIPLOMACY_PORT_5080_TCP_PROTO", "tcp"),
            ("DIPLOMACY_PORT_5080_TCP_PORT", "5080"), ("DIPLOMACY_PORT_5080_TCP_ADDR", "10.0.0.1"),
            ("DIPLOMACY_ARCHIVE_SERVICE_HOST", "10.0.0.2"), ("DIPLOMACY_ARCHIVE_PORT_5080_TCP_ADDR", "10.0.0.2"),
        ];

        // One problem of our own, so that the server does not start: it must be the only one.
        Assert.StartsWith("reflection must be true or false, not 'x'.\n", await ErrorsAsync([.. variables, ("DIPLOMACY_REFLECTION", "x")]),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_listens_on_several_addresses_and_takes_over_the_socket_of_a_server_that_was_killed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The path of a socket on Windows is not one of these.");
        var socket = Path.Combine(_folder.FullName, "d.sock");

        // The first is killed, and leaves its socket behind.
        for (var run = 0; run < 2; run++)
        {
            using var server = Start([], "--data", Path.Combine(_folder.FullName, "journal.db"), "--port", "0", "--address",
                $"127.0.0.1,unix:{socket}");
            var address = Regex.Match((await LogUntilServingAsync(server))[^1], "(http://127[^,]+), unix:").Groups[1].Value;
            using var overTcp = GrpcChannel.ForAddress(address);
            using var overSocket = GrpcChannel.ForAddress(
                "http://localhost", new GrpcChannelOptions { HttpHandler = HandlerOf(socket), DisposeHttpClient = true });

            Assert.Equal(await LogIdAsync(overTcp), await LogIdAsync(overSocket));

            server.Kill();
            await server.WaitForExitAsync(TestServer.Token);
        }
    }

    [Theory]
    [InlineData("host")]
    [InlineData("unix:")]
    [InlineData("127.0.0.1,host")]
    public async Task An_address_that_cannot_be_read_is_an_error(string address) =>
        Assert.Contains($"address '{address}' cannot be read", await ErrorsAsync([], "--address", address), StringComparison.Ordinal);

    [Fact]
    public async Task Lines_of_the_log_have_time_and_level_and_follow_the_configuration_of_the_framework()
    {
        var plain = await LogAsync([]);
        var json = await LogAsync([("Logging__Console__FormatterName", "json")]);
        var fewer = await LogAsync([("Logging__LogLevel__DiplomacyApi.Storage", "Error")]);

        Assert.All(plain, line => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (info|warn): ", line));
        Assert.All(json, line =>
        {
            using var entry = JsonDocument.Parse(line);
            Assert.Matches("^(Information|Warning)$", entry.RootElement.GetProperty("LogLevel").GetString());
            Assert.Matches(@"^\d{4}-.*Z$", entry.RootElement.GetProperty("Timestamp").GetString());
        });
        Assert.Contains(plain, line => line.Contains("DiplomacyApi.Storage", StringComparison.Ordinal));
        Assert.DoesNotContain(fewer, line => line.Contains("DiplomacyApi.Storage", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_drains_says_NOT_SERVING_and_answers_until_the_delay_is_over()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM on Windows.");
        using var server = await ServerProcess.StartAsync(_folder.FullName, "--drain-delay", "300");
        using var channel = server.Channel();
        var health = new Health.HealthClient(channel);
        Assert.Equal(ServingStatus.Serving,
            (await health.CheckAsync(new HealthCheckRequest(), cancellationToken: TestServer.Token)).Status);

        server.Terminate();
        while ((await health.CheckAsync(new HealthCheckRequest(), cancellationToken: TestServer.Token)).Status == ServingStatus.Serving)
            await Task.Delay(20, TestServer.Token);

        using var another = server.Channel();
        Assert.NotEmpty(await LogIdAsync(another));
        // A second signal ends the wait.
        server.Terminate();
        await server.EndsWithinAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(0, server.ExitCode);
    }

    private static async Task<string> LogIdAsync(GrpcChannel channel) =>
        (await new JournalService.JournalServiceClient(channel)
            .GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token)).LogPosition.LogId;

    private static SocketsHttpHandler HandlerOf(string path) => new()
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };

    private async Task<List<string>> LogAsync((string Name, string Value)[] variables)
    {
        using var server = Start(variables, "--data", Path.Combine(_folder.FullName, "journal.db"), "--port", "0");
        var lines = await LogUntilServingAsync(server);
        server.Kill();
        await server.WaitForExitAsync(TestServer.Token);
        return lines;
    }

    private static async Task<List<string>> LogUntilServingAsync(Process server)
    {
        var lines = new List<string>();
        while (await server.StandardOutput.ReadLineAsync(TestServer.Token) is { } line)
        {
            lines.Add(line);
            if (line.Contains("Serving log ", StringComparison.Ordinal)) return lines;
        }
        throw new InvalidOperationException(
            $"The server ended before it served: {await server.StandardError.ReadToEndAsync(TestServer.Token)}");
    }

    /// <summary>What a server that cannot start writes.</summary>
    private static async Task<string> ErrorsAsync((string Name, string Value)[] variables, params string[] switches)
    {
        using var server = Start(variables, switches);
        var errors = await server.StandardError.ReadToEndAsync(TestServer.Token);
        await server.WaitForExitAsync(TestServer.Token);
        Assert.Equal(2, server.ExitCode);
        return errors;
    }

    private static Process Start((string Name, string Value)[] variables, params string[] switches)
    {
        var start = new ProcessStartInfo("dotnet", [ServerProcess.Executable, .. switches])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private async Task<string> ConfigAsync(string content)
    {
        var path = Path.Combine(_folder.FullName, "config.json");
        await File.WriteAllTextAsync(path, content, TestServer.Token);
        return path;
    }
}
