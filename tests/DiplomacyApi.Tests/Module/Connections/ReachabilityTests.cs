using DiplomacyApi.Tests.Client;
using DiplomacyApi.Tests.Client.Connection;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;
using DiplomacyApi.Tests.Server.Access;

namespace DiplomacyApi.Tests.Module.Connections;

/// <summary>How the module reaches a server: past proxies, never to something else, and with sockets that it gives back.</summary>
public sealed class ReachabilityTests(SeededServer server) : IClassFixture<SeededServer>
{
    private const string PrintError = "catch { $_.FullyQualifiedErrorId.Split(',')[0]; $_.Exception.Message }";

    [Fact]
    public async Task What_is_no_DiplomacyApi_server_is_reported_and_is_reachable()
    {
        await using var foreign = await ForeignServer.AnsweringAsync(response => (response.StatusCode, response.ContentType) =
            (200, "text/html"));
        await using var other = await ForeignServer.ServingAsync(new EndingStatements());

        foreach (var (address, expected) in new[] { (foreign.Address, "it gives HTTP 200 and text/html"),
            (other.Address, "is a gRPC server, but not DiplomacyApi") })
        {
            var lines = await HostedRunspace.RunAsync($$"""
                $state = Test-DiplomacyApi; [string]$state.Reachable; $state.Problem; [string](Test-DiplomacyApi -Quiet)
                """, address);

            Assert.Equal(("True", "False"), (lines[0], lines[2]));
            Assert.Contains(expected, lines[1], StringComparison.Ordinal);
        }
        var error = await HostedRunspace.RunAsync($$"""try { Get-PendingDemand } {{PrintError}}""", foreign.Address);
        Assert.Equal("DiplomacyApi.NotDiplomacyApi", error[0]);
        Assert.Contains($"The address is {foreign.Address}", error[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/diplomacy/")]
    [InlineData("/?x=1")]
    [InlineData("/#y")]
    public async Task An_address_with_more_than_a_host_and_a_port_is_refused(string more)
    {
        var lines = await HostedRunspace.RunAsync(
            $$"""try { Connect-DiplomacyApi '{{server.Address.GetLeftPart(UriPartial.Authority)}}{{more}}' } {{PrintError}}""",
            server.Address);

        Assert.Equal("DiplomacyApi.InvalidAddress", lines[0]);
        Assert.EndsWith($"write {server.Address.GetLeftPart(UriPartial.Authority)}.", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_the_environment_may_end_in_a_line_and_a_damaged_one_is_reported_without_it()
    {
        await using var guarded = new GuardedServer();
        var token = await guarded.TokenAsync("ann", "reader");
        await guarded.StartAsync();
        var damaged = $"\uFEFF{token}";

        var taken = await RunShellAsync(guarded.Address, "(Get-Journal).LogId.Length -gt 0",
            new() { ["DIPLOMACY_API_TOKEN"] = $"{token}\r\n" });
        var refused = await RunShellAsync(guarded.Address, $"try {{ Get-Journal }} {PrintError}",
            new() { ["DIPLOMACY_API_TOKEN"] = damaged });

        Assert.Equal("True", Assert.Single(taken.Output));
        Assert.Contains("U+FEFF at place 1", string.Concat(refused.Output), StringComparison.Ordinal);
        Assert.DoesNotContain(token, string.Concat(refused.Output) + refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_of_the_environment_is_not_used_for_this_machine()
    {
        var proxies = new Dictionary<string, string> { ["http_proxy"] = "http://127.0.0.1:9", ["ALL_PROXY"] = "http://127.0.0.1:9" };

        var ended = await RunShellAsync(server.Address, "(Get-Actor nato).ActorId", proxies);

        Assert.Equal("nato", Assert.Single(ended.Output));
    }

    [Fact]
    public async Task Connecting_again_disconnecting_and_removing_the_module_give_the_sockets_back()
    {
        await using var proxy = new TcpProxy(server.Address);

        await HostedRunspace.RunAsync($$"""
            1..10 | ForEach-Object { Connect-DiplomacyApi {{proxy.Address}}; $null = Get-Journal }
            """, server.Address);
        Assert.Equal(10, proxy.Connections);
        await OpenAsync(0);

        using var runspace = HostedRunspace.Open();
        Run(ModuleHosts.Begin(proxy.Address) + "$null = Get-Journal; Connect-DiplomacyApi " + proxy.Address + "; $null = Get-Journal");
        await OpenAsync(1);
        Run("Disconnect-DiplomacyApi");
        await OpenAsync(0);
        Run($"$handed = Connect-DiplomacyApi {proxy.Address} -PassThru; $null = Get-Journal; Connect-DiplomacyApi {proxy.Address}; $null = Get-Journal; $null = Get-Journal -Connection $handed");
        await OpenAsync(2);
        Run("Remove-Module DiplomacyApi");
        await OpenAsync(0);

        void Run(string script)
        {
            using var shell = System.Management.Automation.PowerShell.Create(runspace);
            shell.AddScript(script).Invoke();
            Assert.Empty(shell.Streams.Error);
        }

        // The other end of a socket learns of its end a moment later.
        async Task OpenAsync(int count)
        {
            while (proxy.Open != count) await Task.Delay(10, TestServer.Token);
        }
    }

    private static Task<Ended> RunShellAsync(Uri address, string command, Dictionary<string, string> environment) =>
        Programs.RunShellAsync(["-Command", command], new(environment) { ["DIPLOMACY_API_ADDRESS"] = address.ToString() });
}
