using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace DiplomacyApi.Tests.Server.Access;

/// <summary>An OpenID provider on loopback that shows one key at a time, replaces it, and can fail in the ways that providers do.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    public const string Audience = "diplomacy";

    private readonly WebApplication _app;
    private volatile Key _shown = new("one");
    private int _fetches;

    private TestIssuer(WebApplication app) => _app = app;

    /// <summary>How it answers: keys, error, html, silence.</summary>
    public string Answers { get; set; } = "keys";

    /// <summary>How often it was asked for its configuration.</summary>
    public int Fetches => Volatile.Read(ref _fetches);

    public string Address { get; private set; } = "";

    public static async Task<TestIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var issuer = new TestIssuer(builder.Build());
        issuer._app.MapGet("/.well-known/openid-configuration", context =>
        {
            Interlocked.Increment(ref issuer._fetches);
            return issuer.AnswerAsync(context, $$"""{"issuer":"{{issuer.Address}}","jwks_uri":"{{issuer.Address}}/keys"}""");
        });
        issuer._app.MapGet("/keys", context => issuer.AnswerAsync(context, issuer._shown.Json));
        await issuer._app.StartAsync(TestServer.Token);
        issuer.Address = issuer._app.Urls.First();
        return issuer;
    }

    /// <summary>Shows a new key instead of the one before, as after a leak: nothing signed by that one is good any more.</summary>
    public void Rotate(string keyId) => _shown = new Key(keyId);

    /// <summary>A JWT signed by the key that is shown now. It has no `nbf`, which is optional.</summary>
    public string Jwt(
        DateTimeOffset expires, string more = "\"role\":\"reader\"", string header = "", string name = "ops", string? issuer = null) =>
        _shown.Sign(header,
            $$"""{"iss":"{{issuer ?? Address}}","aud":"{{Audience}}","sub":"{{name}}","exp":{{expires.ToUnixTimeSeconds()}},{{more}}}""");

    /// <summary>A JWT as this issuer would make it, signed by a key that it never showed.</summary>
    public string Forged(DateTimeOffset expires, string keyId) =>
        new Key(keyId).Sign(
            "", $$"""{"iss":"{{Address}}","aud":"{{Audience}}","sub":"ops","exp":{{expires.ToUnixTimeSeconds()}},"role":"admin"}""");

    public Task StopAsync() => _app.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context, string json)
    {
        switch (Answers)
        {
            case "keys":
                context.Response.ContentType = "application/json";
                return context.Response.WriteAsync(json, context.RequestAborted);
            case "error":
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return Task.CompletedTask;
            case "html":
                context.Response.ContentType = "text/html";
                return context.Response.WriteAsync("<html>Please log in</html>", context.RequestAborted);
            default:
                return Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        }
    }

    private sealed class Key(string id)
    {
        private readonly RSA _rsa = RSA.Create(2048);

        public string Json
        {
            get
            {
                var shown = _rsa.ExportParameters(includePrivateParameters: false);
                return $$"""{"keys":[{"kty":"RSA","use":"sig","kid":"{{id}}","n":"{{Base64UrlEncoder.Encode(shown.Modulus)}}","e":"{{Base64UrlEncoder.Encode(shown.Exponent)}}"}]}""";
            }
        }

        public string Sign(string header, string payload)
        {
            var signed = $"{Encoded($$"""{"alg":"RS256","typ":"JWT","kid":{{JsonSerializer.Serialize(id)}}{{header}}}""")}.{Encoded(payload)}";
            return $"{signed}.{Base64UrlEncoder.Encode(_rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
        }

        private static string Encoded(string text) => Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(text));
    }
}
