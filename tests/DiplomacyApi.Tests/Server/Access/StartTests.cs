using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Server.Configuration;

namespace DiplomacyApi.Tests.Server.Access;

/// <summary>A server that would let anybody in, or tokens be read on the way, does not start, and says how to go on.</summary>
public sealed class StartTests
{
    private const string Elsewhere = "192.0.2.1";

    [Fact]
    public async Task Without_access_control_only_loopback_is_served()
    {
        await using var server = new GuardedServer();

        var (code, _, notes) = await server.RunAsync("serve", "--address", Elsewhere);
        var refusal = await Assert.ThrowsAsync<StartException>(() => server.StartAsync(options => options with { Address = "0.0.0.0" }));

        Assert.Equal(2, code);
        Assert.Contains("token create", notes, StringComparison.Ordinal);
        Assert.Contains("token create", refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(server.Data));
    }

    [Fact]
    public async Task Tokens_do_not_travel_in_the_clear_unless_a_proxy_is_said_to_stand_in_front()
    {
        await using var server = new GuardedServer();
        await server.TokenAsync("ops", "reader");

        var refused = await server.RunAsync("serve", "--address", Elsewhere);
        // This machine does not have the address: it is as far as one gets without serving the outside.
        var tried = await server.RunAsync("serve", "--address", Elsewhere, "--insecure-behind-proxy");

        Assert.Contains("tls-certificate", refused.Notes, StringComparison.Ordinal);
        Assert.Equal(2, refused.Code);
        Assert.Equal(1, tried.Code);
        Assert.DoesNotContain("tls-certificate", tried.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_embedded_server_is_open_on_loopback_though_credentials_lie_beside_the_journal_and_never_elsewhere()
    {
        await using var server = new GuardedServer();
        await server.TokenAsync("ops", "reader");
        await Assert.ThrowsAsync<StartException>(() =>
            server.StartAsync(options => options with { IsEmbedded = true, Address = "0.0.0.0" }));

        await server.StartAsync(options => options with { IsEmbedded = true });

        Assert.Null(await GuardedServer.RefusalOf(server.Connect()));
    }

    [Theory]
    [InlineData(false, "off")]
    [InlineData(true, "on")]
    public async Task What_is_served_is_reported_in_one_line(bool hasToken, string access)
    {
        await using var server = new GuardedServer();
        if (hasToken) await server.TokenAsync("ops", "reader");

        await server.StartAsync();

        var logged = Assert.Single(server.Log.Lines, line => line.Contains("Serving log ", StringComparison.Ordinal));
        Assert.Matches(
            $"Serving log [0-9a-f]+ of {Regex.Escape(server.Data)} at revision [1-9][0-9]* by rules version {RulesVersion.Current} with access control {access} on {Regex.Escape(server.Address.GetLeftPart(UriPartial.Authority))}\\.",
            logged);
        Assert.Single(server.Log.Lines, line =>
            line.Contains($"Running on {RuntimeInformation.FrameworkDescription}", StringComparison.Ordinal));
    }

    public static TheoryData<AccessOptions, string> Wrong() => new()
    {
        { new AccessOptions { TlsCertificate = "nothing.pem" }, "tls-certificate: there is no file nothing.pem" },
        { new AccessOptions { TlsKey = Repository.At("LICENSE") }, "tls-key and tls-password-file need" },
        { new AccessOptions { TlsCertificate = Repository.At("LICENSE") }, "LICENSE cannot be used" },
        { new AccessOptions { ClientCa = Repository.At("LICENSE") }, "client-ca needs TLS" },
        { new AccessOptions { JwtAuthority = "http://login.example", JwtAudience = "diplomacy" },
            "jwt-authority must be an https address" },
        { new AccessOptions { JwtAuthority = "https://login.example" }, "jwt-audience is missing" },
        { new AccessOptions { JwtAuthority = "https://login.example", JwtKeyFile = Repository.At("LICENSE"), JwtAudience = "diplomacy" },
            "cannot both be set" },
        { new AccessOptions { JwtKeyFile = Repository.At("LICENSE"), JwtAudience = "diplomacy" }, "jwt-issuer is missing" },
        { new AccessOptions { JwtIssuer = "us" }, "need jwt-authority or jwt-key-file" },
        { new AccessOptions { CallsAtOnce = -1 }, "calls-at-once must be 0 (no limit)" },
        { new AccessOptions { Connections = 0 }, "connections must be 1 or more" },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task What_is_set_wrong_is_reported_by_its_name(AccessOptions access, string expected)
    {
        await using var server = new GuardedServer();

        var refusal = await Assert.ThrowsAsync<StartException>(() => server.StartAsync(options => options with { Access = access }));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unknown switch --tls. Did you mean --tls-certificate, --tls-key, --tls-password-file?", "--tls", "x")]
    [InlineData("Unknown switch --prot. Did you mean --port?", "--prot=5080")]
    [InlineData("--port needs a value: --port NUMBER.", "--port")]
    [InlineData("--port was given more than once", "--port", "1", "--port", "2")]
    [InlineData("port must be a whole number from 0 to 65535, not '70000'", "--port", "70000")]
    [InlineData("calls-per-second must be a whole number of at least 0, not 'many'", "--calls-per-second", "many")]
    [InlineData("insecure-behind-proxy must be true or false, not 'perhaps'", "--insecure-behind-proxy=perhaps")]
    [InlineData("Word 2 is not a command or switch", "plain")]
    public async Task What_is_not_a_setting_is_refused(string expected, params string[] switches)
    {
        await using var server = new GuardedServer();

        var (code, _, notes) = await server.RunAsync(["serve", .. switches]);

        Assert.Equal(2, code);
        Assert.Contains(expected, notes, StringComparison.Ordinal);
    }
}
