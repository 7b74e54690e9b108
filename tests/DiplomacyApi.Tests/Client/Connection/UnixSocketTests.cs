using System.Net.Sockets;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;
using DiplomacyApi.Tests.Server.Access;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DiplomacyApi.Tests.Client.Connection;

/// <summary>The client and the module reach a server over its Unix socket, by the address that it listens on.</summary>
public sealed class UnixSocketTests
{
    [Fact]
    public async Task A_token_goes_over_a_socket_to_a_server_that_has_TLS_elsewhere()
    {
        SkipOnWindows();
        using var authority = new TestAuthority();
        await using var server = new GuardedServer();
        var token = await server.TokenAsync("ops", "reader");
        authority.WriteServer(server);
        var address = $"unix:{server.At("a b%20.sock")}";
        await server.StartAsync(options => options with
        {
            Address = $"127.0.0.1,{address}",
            Access = options.Access with { TlsCertificate = server.At("tls.pem"), TlsKey = server.At("tls.key") },
        });
        using var client = Client(address, token);
        using var stranger = Client(address);

        Assert.Equal("https", server.Address.Scheme);
        Assert.True(
            (await client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token)).LogPosition.Revision > 0);
        var refusal = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await stranger.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token));
        Assert.Equal(FailureCause.Refused, refusal.Cause);
        Assert.Contains(server.Log.Lines, line => line.Contains($", {address}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_module_does_its_work_over_a_socket()
    {
        SkipOnWindows();
        await using var server = new GuardedServer();
        var address = $"unix:{server.At("d.sock")}";
        await server.StartAsync(options => options with { Address = address });

        var lines = await HostedRunspace.RunAsync($$"""
            (Get-PendingDemand -AsOf 2022-01-18).DebtorId
            [string]$server.Address
            (Test-DiplomacyApi).Reachable
            """.Replace("$server", "(Connect-DiplomacyApi " + address + " -PassThru)", StringComparison.Ordinal), new Uri(address));

        Assert.Equal(["nato", "united-states", address, "True"], lines);
    }

    [Fact]
    public void A_socket_is_bound_from_settings()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Diplomacy:Address", "unix:/run/d.sock")]).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(settings);
        services.AddDiplomacyApiClient().BindConfiguration("Diplomacy");
        using var provider = services.BuildServiceProvider();

        Assert.Equal("DiplomacyClientOptions for unix:/run/d.sock", provider.GetRequiredService<DiplomacyClient>().Options.ToString());
    }

    [Theory]
    [InlineData("unix:")]
    [InlineData("unix:d.sock")]
    public async Task A_socket_is_named_by_its_whole_path(string address)
    {
        Assert.Contains("write unix:/run/diplomacy.sock",
            Assert.Single(new DiplomacyClientOptions { Address = new Uri(address) }.Problems()), StringComparison.Ordinal);

        var lines = await HostedRunspace.RunAsync(
            $$"""try { Connect-DiplomacyApi {{address}} } catch { $_.FullyQualifiedErrorId.Split(',')[0] }""",
            new Uri("http://127.0.0.1:9"));
        Assert.Equal(["DiplomacyApi.InvalidAddress"], lines);
    }

    [Fact]
    public void Certificates_are_of_no_use_over_a_socket() =>
        Assert.Contains(new DiplomacyClientOptions { Address = new Uri("unix:/run/d.sock"), CaFile = "ca.pem" }.Problems(), problem =>
            problem.StartsWith("Certificates need an address with https://", StringComparison.Ordinal));

    [Fact]
    public async Task A_socket_that_is_missing_or_left_behind_is_named()
    {
        SkipOnWindows();
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        try
        {
            var left = Path.Combine(folder.FullName, "left.sock");
            using (var process = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
            {
                // A moved socket is not removed by the one that made it.
                process.Bind(new UnixDomainSocketEndPoint(left + "1"));
                File.Move(left + "1", left);
            }

            Assert.StartsWith($"There is no socket {left}2", await ProblemAsync($"unix:{left}2"), StringComparison.Ordinal);
            Assert.StartsWith($"Nobody answers at the socket {left}", await ProblemAsync($"unix:{left}"), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> ProblemAsync(string address)
    {
        using var client = Client(address);
        var failure = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token));
        Assert.Equal(FailureCause.Unreachable, failure.Cause);
        return failure.Message;
    }

    private static DiplomacyClient Client(string address, string? token = null) =>
        new(new DiplomacyClientOptions { Address = new Uri(address), Token = token });

    private static void SkipOnWindows() =>
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The path of a socket on Windows is not one of these.");
}
