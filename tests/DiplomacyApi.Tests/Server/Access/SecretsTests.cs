using System.Text;
using Diplomacy.V1;
using Grpc.Core;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace DiplomacyApi.Tests.Server.Access;

/// <summary>Canaries: secrets that are sent and set in every way that there is, and must not turn up in any log, error or file.</summary>
public sealed class SecretsTests
{
    private const string Canary = "canary0123456789canary0123456789canary";

    [Fact]
    public async Task No_secret_is_logged_sent_or_kept()
    {
        await using var server = new GuardedServer();
        var secrets = new List<string> { Canary };
        var printed = new StringBuilder();
        var token = await server.TokenAsync("ops", "recorder");
        secrets.Add(token);
        SecretFile.Write(server.At("jwt.key"), Canary);

        await server.StartAsync(options => options with
        {
            Access = options.Access with
            {
                JwtKeyFile = server.At("jwt.key"),
                JwtIssuer = "https://login.example",
                JwtAudience = "diplomacy",
            },
        });
        foreach (var shown in Shown(token))
        {
            if (shown.StartsWith("eyJ", StringComparison.Ordinal)) secrets.Add(shown.Split('.')[^1]);
            await CallWithSecretAsync(server, shown, printed);
        }
        Assert.Equal(0, (await server.RunAsync("token", "revoke", "ops")).Code);
        Assert.Equal(StatusCode.Unauthenticated, (await GuardedServer.RefusedSoon(server.Connect(token))).Status);

        foreach (var words in new string[][]
        {
            [Canary], ["serve", Canary], ["serve", "--token", Canary], ["serve", $"--token={Canary}"], ["token", "create", Canary],
            ["token", "revoke", Canary], ["token", Canary], ["serve", "--jwt-key-file", server.At("jwt.key"), "--jwt-audience", "x"],
        })
        {
            var (code, output, notes) = await server.RunAsync(words);
            Assert.NotEqual(0, code);
            printed.AppendLine(output).AppendLine(notes);
        }
        await TryToStartAsync(server, printed);

        secrets.RemoveAll(secret => secret.Length < 16);
        Assert.NotEmpty(server.Log.Lines);
        Assert.Contains("UNAUTHENTICATED", string.Concat(server.Log.Lines), StringComparison.Ordinal);
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(server.Log.Lines, line => line.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(secret, printed.ToString(), StringComparison.Ordinal);
            foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(server.Data)!, "journal.db*")
                    .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
                Assert.DoesNotContain(secret, Encoding.Latin1.GetString(await ReadAsync(file)), StringComparison.Ordinal);
        }
    }

    /// <summary>What a caller may show: good and bad tokens, JWTs wrong in each way, and headers that are none.</summary>
    private static IEnumerable<string> Shown(string token)
    {
        yield return token;
        yield return "dpl_" + Canary;
        yield return Canary;
        yield return $"{Canary}.{Canary}.{Canary}";
        yield return $"eyJhbGciOiJIUzI1NiJ9.{Canary}.{Canary}";
        yield return $"eyJhbGciOiJub25lIn0.{Base64UrlEncoder.Encode($$"""{"sub":"{{Canary}}"}""")}.";
        yield return Jwt(Canary + "!", "diplomacy");
        yield return Jwt(Canary, Canary);
        yield return Jwt(Canary, "diplomacy", Canary);
        yield return Jwt(Canary, "diplomacy", subject: $"two words {Canary}");
    }

    private static string Jwt(string key, string audience, string issuer = "https://login.example", string subject = "ops") =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5),
            Claims = new Dictionary<string, object> { ["sub"] = subject, ["role"] = Canary },
            SigningCredentials = new SigningCredentials(
                new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)), SecurityAlgorithms.HmacSha256),
        });

    private static async Task CallWithSecretAsync(GuardedServer server, string shown, StringBuilder printed)
    {
        foreach (var header in new[] { $"Bearer {shown}", $"Basic {shown}", shown })
        {
            try
            {
                await new StatementService.StatementServiceClient(server.Connect()).RecordStatementAsync(
                    Requests.Remark(), new Metadata { { "authorization", header } }, cancellationToken: TestServer.Token);
            }
            catch (RpcException refusal)
            {
                printed.AppendLine(refusal.ToString());
                foreach (var trailer in refusal.Trailers)
                    printed.AppendLine(trailer.IsBinary ? Encoding.Latin1.GetString(trailer.ValueBytes) : trailer.Value);
            }
        }
    }

    private static async Task TryToStartAsync(GuardedServer server, StringBuilder printed)
    {
        SecretFile.Write(server.At("bad.pem"), $"-----BEGIN PRIVATE KEY-----\n{Canary}\n-----END PRIVATE KEY-----\n");
        await File.WriteAllTextAsync(server.At("bad.pub"), $"-----BEGIN PUBLIC KEY-----\n{Canary}\n-----END PUBLIC KEY-----\n",
            TestServer.Token);
        SecretFile.Write(server.At("password"), Canary);
        foreach (var name in new[] { "bad.pem", "bad.pub" })
        {
            var file = server.At(name);
            foreach (var switches in new string[][]
            {
                ["--tls-certificate", file], ["--tls-certificate", file, "--tls-password-file", server.At("password")],
                ["--jwt-key-file", file, "--jwt-issuer", "us", "--jwt-audience", "diplomacy"],
            })
            {
                var (code, output, notes) = await server.RunAsync(["serve", "--port", "0", .. switches]);
                Assert.True(code != 0, string.Join(' ', switches));
                printed.AppendLine(output).AppendLine(notes);
            }
            var failure = await Assert.ThrowsAnyAsync<Exception>(() => server.StartAsync(options => options with
            {
                Port = 0,
                Access = options.Access with { TlsCertificate = file, TlsPasswordFile = server.At("password") },
            }));
            printed.AppendLine(failure.ToString());
        }
    }

    private static async Task<byte[]> ReadAsync(string file)
    {
        await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[open.Length];
        await open.ReadExactlyAsync(bytes, TestServer.Token);
        return bytes;
    }
}
