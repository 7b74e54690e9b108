using System.Security.Cryptography;
using System.Text;
using Diplomacy.V1;
using DiplomacyApi.Server.Configuration;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace DiplomacyApi.Tests.Server.Access;

/// <summary>JWTs: of the issuer that is trusted, for this server, now; their claims give name and role.</summary>
public sealed class JwtTests
{
    private const string Issuer = "https://login.example";
    private const string Audience = "diplomacy";
    private const string Secret = "a secret of thirty-two bytes or more";

    private static readonly SigningCredentials Shared =
        new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Secret)), SecurityAlgorithms.HmacSha256);

    [Fact]
    public async Task The_claims_give_the_name_and_the_role()
    {
        await using var server = await StartAsync(Secret);

        var recorded = await new StatementService.StatementServiceClient(server.Connect(Jwt("ops@example.org", "recorder")))
            .RecordStatementAsync(Requests.Remark(), cancellationToken: TestServer.Token);
        var denied = await Assert.ThrowsAsync<RpcException>(async () =>
            await new StatementService.StatementServiceClient(server.Connect(Jwt("ria", "reader")))
                .RecordStatementAsync(Requests.Remark(), cancellationToken: TestServer.Token));

        Assert.Equal("ops@example.org", recorded.Statement.Recorder);
        Assert.Equal(StatusCode.PermissionDenied, denied.StatusCode);
        Assert.Equal(StatusCode.PermissionDenied, (await GuardedServer.RefusalOf(server.Connect(Jwt("ria", "king"))))!.Status);
        Assert.Null(await GuardedServer.RefusalOf(server.Connect(Jwt("ria", "king", "reader"))));
    }

    [Fact]
    public async Task What_is_not_signed_by_the_issuer_for_this_server_and_now_is_refused()
    {
        await using var server = await StartAsync(Secret);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var other = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Secret + "!")), SecurityAlgorithms.HmacSha256);
        var good = Jwt("ops", "admin");
        var unsigned = $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{good.Split('.')[1]}.";
        var wrong = new Dictionary<string, string>
        {
            ["signed by another"] = Make(["admin"], key: other),
            ["of another issuer"] = Make(["admin"], issuer: "https://evil.example"),
            ["for another server"] = Make(["admin"], audience: "payroll"),
            ["past its time"] = Make(["admin"], expires: now.AddMinutes(-5)),
            ["not yet valid"] = Make(["admin"], begins: now.AddMinutes(5), expires: now.AddMinutes(10)),
            ["not signed"] = unsigned,
            ["changed"] = good.Replace(good.Split('.')[1], Base64UrlEncoder.Encode("""{"sub":"ada","role":"admin"}"""),
                StringComparison.Ordinal),
            ["without a name"] = Make(["admin"], name: ""),
            ["of a name of the server's own"] = Make(["admin"], name: "local"),
            ["cut off"] = good[..^5],
        };

        Assert.Null(await GuardedServer.RefusalOf(server.Connect(good)));
        foreach (var (what, token) in wrong)
        {
            var refusal = await GuardedServer.RefusalOf(server.Connect(token));
            Assert.True(refusal?.Status == StatusCode.Unauthenticated, $"{what}: {refusal?.Status}");
        }
    }

    [Fact]
    public async Task A_public_key_is_never_taken_for_a_shared_secret()
    {
        using var rsa = RSA.Create(2048);
        var pem = rsa.ExportSubjectPublicKeyInfoPem();
        await using var server = await StartAsync(pem);

        var good = Make(["reader"], key: new SigningCredentials(new RsaSecurityKey(rsa), SecurityAlgorithms.RsaSha256));
        var forged = Make(
            ["admin"], key: new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(pem)), SecurityAlgorithms.HmacSha256));

        Assert.Null(await GuardedServer.RefusalOf(server.Connect(good)));
        Assert.Equal(StatusCode.Unauthenticated, (await GuardedServer.RefusalOf(server.Connect(forged)))!.Status);
    }

    [Fact]
    public async Task An_elliptic_key_signs_too_and_tokens_of_the_file_stay_good_beside_jwts()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var server = await StartAsync(key.ExportSubjectPublicKeyInfoPem(),
            before: async server => Assert.NotEmpty(await server.TokenAsync("first", "reader")));

        var signed = Make(["reader"], key: new SigningCredentials(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256));
        var token = await server.TokenAsync("ops", "reader");

        Assert.Null(await GuardedServer.RefusalOf(server.Connect(signed)));
        while (await GuardedServer.RefusalOf(server.Connect(token)) is { } notYet) Assert.Equal(StatusCode.Unauthenticated, notYet.Status);
    }

    [Fact]
    public async Task A_key_file_that_is_replaced_takes_the_place_of_the_one_before_and_one_that_is_damaged_does_not()
    {
        const string next = Secret + ", the next one";
        await using var server = await StartAsync(Secret);
        var (old, renewed) = (server.Connect(Make(["reader"])),
            server.Connect(Make(["reader"],
                key: new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(next)), SecurityAlgorithms.HmacSha256))));

        await File.WriteAllTextAsync(server.At("jwt.key"), "short", TestServer.Token);
        while (!server.Log.Lines.Any(line => line.Contains("the previous one stays in use", StringComparison.Ordinal)))
            await Task.Delay(20, TestServer.Token);
        Assert.Null(await GuardedServer.RefusalOf(old));

        await File.WriteAllTextAsync(server.At("jwt.key"), next, TestServer.Token);
        Assert.Equal(StatusCode.Unauthenticated, (await GuardedServer.RefusedSoon(old)).Status);
        Assert.Null(await GuardedServer.RefusalOf(renewed));
    }

    [Fact]
    public async Task The_keys_of_an_openid_provider_are_fetched_from_it()
    {
        using var rsa = RSA.Create(2048);
        var key = new RsaSecurityKey(rsa) { KeyId = "one" };
        await using var provider = await ProviderAsync(key);
        await using var server = new GuardedServer();
        await server.StartAsync(options => options with
        {
            Access = options.Access with { JwtAuthority = provider.Urls.First(), JwtAudience = Audience },
        });

        var good = Make(["reader"], key: new SigningCredentials(key, SecurityAlgorithms.RsaSha256), issuer: provider.Urls.First());
        var foreign = Make(["reader"], key: new SigningCredentials(key, SecurityAlgorithms.RsaSha256));

        Assert.Null(await GuardedServer.RefusalOf(server.Connect(good)));
        Assert.Equal(StatusCode.Unauthenticated, (await GuardedServer.RefusalOf(server.Connect(foreign)))!.Status);
        Assert.Equal(StatusCode.Unauthenticated, (await GuardedServer.RefusalOf(server.Connect(Jwt("ops", "reader"))))!.Status);
    }

    [Fact]
    public async Task A_watch_ends_when_the_door_shuts_for_its_jwt_and_goes_on_with_the_next_one_without_a_gap()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var end = time.GetUtcNow().AddMinutes(10);
        await using var server = await StartAsync(Secret, time: time);
        var (reader, recorder) = (server.Connect(Until(end, "reader")),
            new StatementService.StatementServiceClient(server.Connect(Until(end.AddDays(7), "recorder"))));
        using var watch = Watch(reader, new WatchStart { FromNow = new WatchStart.Types.FromNow() });
        Assert.True(await watch.ResponseStream.MoveNext(TestServer.Token));

        // It has expired, but the issuer's clock may be behind: the door is open, and so the watch goes on.
        time.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(20));
        Assert.Null(await GuardedServer.RefusalOf(reader));
        var recorded = await recorder.RecordStatementAsync(Requests.Remark("heard"), cancellationToken: TestServer.Token);
        var through = await ReceiveAsync(watch, [recorded.Statement.Name]);
        var ended = Assert.ThrowsAsync<RpcException>(() => ReceiveAsync(watch, ["what is never recorded"]));
        while (!ended.IsCompleted)
        {
            Assert.True(time.GetUtcNow() < end.AddDays(1), "The watch outlives its JWT.");
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(20, TestServer.Token);
        }
        var missed = await recorder.RecordStatementAsync(Requests.Remark("missed"), cancellationToken: TestServer.Token);
        using var resumed = Watch(server.Connect(Until(end.AddDays(7), "reader")), new WatchStart { After = through });
        var reached = await ReceiveAsync(resumed, [missed.Statement.Name]);

        Assert.Equal(StatusCode.Unauthenticated, (await ended).StatusCode);
        Assert.Equal(StatusCode.Unauthenticated, (await GuardedServer.RefusalOf(reader))?.Status);
        Assert.Equal(missed.LogPosition, reached);

        static string Until(DateTimeOffset end, string role) => Make([role], begins: end.UtcDateTime.AddDays(-8), expires: end.UtcDateTime);
    }

    [Theory]
    [InlineData("short", "at least 32 bytes")]
    [InlineData("-----BEGIN PRIVATE KEY-----", "give the public key")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "contains no RSA or elliptic-curve public key")]
    public async Task A_key_that_is_none_keeps_the_server_from_starting(string key, string expected)
    {
        var refusal = await Assert.ThrowsAsync<StartException>(() => StartAsync(key));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    private static AsyncServerStreamingCall<WatchStatementsResponse> Watch(CallInvoker caller, WatchStart start) =>
        new StatementService.StatementServiceClient(caller)
            .WatchStatements(new WatchStatementsRequest { Start = start }, cancellationToken: TestServer.Token);

    /// <summary>Reads until as many statements as expected were received, which are the expected ones, and gives the position.</summary>
    private static async Task<LogPosition> ReceiveAsync(AsyncServerStreamingCall<WatchStatementsResponse> watch, string[] expected)
    {
        var received = new List<string>();
        while (received.Count < expected.Length && await watch.ResponseStream.MoveNext(TestServer.Token))
            received.AddRange(watch.ResponseStream.Current.Events.Select(entry => entry.Statement.Name));
        Assert.Equal(expected, received);
        return watch.ResponseStream.Current.Through;
    }

    private static async Task<GuardedServer> StartAsync(string key, Func<GuardedServer, Task>? before = null, TimeProvider? time = null)
    {
        var server = new GuardedServer(time);
        SecretFile.Write(server.At("jwt.key"), key);
        if (before is not null) await before(server);
        try
        {
            await server.StartAsync(options => options with
            {
                Access = options.Access with { JwtKeyFile = server.At("jwt.key"), JwtIssuer = Issuer, JwtAudience = Audience },
            });
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>As much of an OpenID provider as gives its keys.</summary>
    private static async Task<WebApplication> ProviderAsync(RsaSecurityKey key)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = builder.Build();
        var shown = JsonWebKeyConverter.ConvertFromRSASecurityKey(
            new RsaSecurityKey(key.Rsa.ExportParameters(includePrivateParameters: false)) { KeyId = key.KeyId });
        provider.MapGet("/.well-known/openid-configuration", () =>
            $$"""{"issuer":"{{provider.Urls.First()}}","jwks_uri":"{{provider.Urls.First()}}/keys"}""");
        provider.MapGet("/keys", () =>
            $$"""{"keys":[{"kty":"RSA","use":"sig","kid":"{{shown.Kid}}","n":"{{shown.N}}","e":"{{shown.E}}"}]}""");
        await provider.StartAsync(TestServer.Token);
        return provider;
    }

    private static string Jwt(string name, params string[] roles) => Make(roles, name: name);

    private static string Make(string[] roles, string name = "ops", SigningCredentials? key = null, string issuer = Issuer,
        string audience = Audience, DateTime? begins = null, DateTime? expires = null)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var end = expires ?? now.AddMinutes(10);
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = begins ?? (end < now ? end.AddHours(-1) : now.AddMinutes(-1)),
            IssuedAt = now.AddHours(-2),
            Expires = end,
            Claims = new Dictionary<string, object> { ["sub"] = name, ["role"] = roles.Length == 1 ? roles[0] : roles },
            SigningCredentials = key ?? Shared,
        });
    }
}
