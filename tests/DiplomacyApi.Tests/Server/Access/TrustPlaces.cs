using System.Security.Cryptography.X509Certificates;

namespace DiplomacyApi.Tests.Server.Access;

/// <summary>
/// Servers of every kind that a client may come upon, and the files that it may show and trust. One authority stands behind all
/// certificates; another is a stranger to everybody.
/// </summary>
public sealed class TrustPlaces : IAsyncLifetime
{
    private readonly TestAuthority _authority = new();
    private readonly TestAuthority _stranger = new("CN=Stranger");
    private readonly GuardedServer _guarded = new();
    private readonly GuardedServer _expired = new();
    private readonly GuardedServer _elsewhere = new();
    private TestServer? _clear;

    /// <summary>Served with TLS, by certificates and tokens.</summary>
    public Uri Guarded => _guarded.Address;

    /// <summary>The same address without TLS.</summary>
    public Uri GuardedInTheClear => new($"http://{Guarded.Authority}");

    /// <summary>Its certificate has expired.</summary>
    public Uri Expired => _expired.Address;

    /// <summary>Its certificate is that of another machine.</summary>
    public Uri Elsewhere => _elsewhere.Address;

    /// <summary>Served without TLS, and spoken to with it.</summary>
    public Uri Clear => new($"https://{_clear!.Address.Authority}");

    /// <summary>A token that the guarded server takes; the canary of these tests.</summary>
    public string Canary { get; private set; } = "";

    public string At(string file) => _guarded.At(file);

    public async ValueTask InitializeAsync()
    {
        Canary = await _guarded.TokenAsync("by-token", "reader");
        Assert.Equal(0, (await _guarded.RunAsync("certificate", "add", "--name", "ops", "--role", "reader", "--subject", "CN=ops")).Code);
        await StartAsync(_guarded);
        await StartAsync(_expired, validDays: -1);
        await StartAsync(_elsewhere, host: "elsewhere.example");
        _clear = await TestServer.StartEmptyAsync();

        await File.WriteAllTextAsync(At("stranger.pem"), _stranger.Pem, TestServer.Token);
        await File.WriteAllTextAsync(At("no.pem"), "This is no certificate.", TestServer.Token);
        await WriteAsync("ops.pem", _authority.Issue("CN=ops", TestAuthority.ForClients));
        await WriteAsync("nobody.pem", _authority.Issue("CN=nobody", TestAuthority.ForClients));
        await WriteAsync("old.pem", _authority.Issue("CN=ops", TestAuthority.ForClients, validDays: -1));
        await WriteAsync("foreign.pem", _stranger.Issue("CN=ops", TestAuthority.ForClients));
    }

    public async ValueTask DisposeAsync()
    {
        await _guarded.DisposeAsync();
        await _expired.DisposeAsync();
        await _elsewhere.DisposeAsync();
        if (_clear is not null) await _clear.DisposeAsync();
        _authority.Dispose();
        _stranger.Dispose();
    }

    private async Task StartAsync(GuardedServer server, int validDays = 10, string? host = null)
    {
        _authority.WriteServer(server, validDays, host);
        await server.StartAsync(options => options with
        {
            Seed = "",
            Access = options.Access with
            {
                TlsCertificate = server.At("tls.pem"),
                TlsKey = server.At("tls.key"),
                ClientCa = server.At("ca.pem"),
            },
        });
    }

    private async Task WriteAsync(string file, X509Certificate2 certificate)
    {
        using (certificate)
            await File.WriteAllTextAsync(At(file),
                $"{certificate.ExportCertificatePem()}\n{certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()}\n",
                TestServer.Token);
    }
}

/// <summary>One way not to come together: with which files and to whom, by what error, and which parts the message must have.</summary>
internal sealed record Mistrust(
    Func<TrustPlaces, Uri> Address, string? CaFile, string? Certificate, bool HasToken, string Reason, params string[] MessageParts)
{
    public static readonly Dictionary<string, Mistrust> All = new()
    {
        ["the authorities of the machine"] = new(places => places.Guarded, null, null, true, "ServerNotTrusted",
            "issued by CN=Test Authority", "this machine does not trust that issuer", "give its authority's certificate as CaFile"),
        ["another authority"] = new(places => places.Guarded, "stranger.pem", null, true, "ServerNotTrusted", "no authority in ",
            "stranger.pem", "CaFile"),
        ["a server whose certificate expired"] = new(places => places.Expired, "ca.pem", null, true, "ServerNotTrusted",
            "(CN=diplomacy) is not accepted", "is valid from", "not valid now", "renewed"),
        ["a server of another name"] = new(places => places.Elsewhere, "ca.pem", null, true, "ServerNotTrusted",
            "It was issued for elsewhere.example, not for 127.0.0.1", "use an address with a name"),
        ["https where there is no TLS"] = new(places => places.Clear, "ca.pem", null, false, "ServerNotTrusted",
            "TLS with https://127.0.0.1", "write http://127.0.0.1"),
        ["http where there is TLS"] = new(places => places.GuardedInTheClear, null, null, true, "Unreachable",
            "closed the connection without speaking HTTP/2", "write https://127.0.0.1"),
        ["neither token nor certificate"] = new(places => places.Guarded, "ca.pem", null, false, "Unauthenticated",
            "has neither a client certificate nor a token", "certificate add", "token create"),
        ["a certificate of nobody"] = new(places => places.Guarded, "ca.pem", "nobody.pem", false, "Unauthenticated",
            "is unknown or was revoked", "certificate add"),
        ["a certificate that expired"] = new(places => places.Guarded, "ca.pem", "old.pem", false, "Unreachable",
            "client certificate (CN=ops) is valid from", "not valid now; use one that is"),
        ["a certificate of another authority"] = new(places => places.Guarded, "ca.pem", "foreign.pem", false, "Unreachable",
            "may not accept the client certificate (CN=ops, issued by CN=Stranger", "use one from an issuer"),
    };

    public static TheoryData<string> Names => [.. All.Keys];
}
