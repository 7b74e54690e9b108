using System.Security.Cryptography.X509Certificates;
using Diplomacy.V1;
using DiplomacyApi.Server.Configuration;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Access;

/// <summary>TLS, renewed while the server runs, and clients known by their certificates.</summary>
public sealed class TlsFilesTests
{
    [Fact]
    public async Task A_renewed_certificate_is_shown_to_new_connections_and_a_half_written_one_never()
    {
        using var authority = new TestAuthority();
        await using var server = new GuardedServer();
        var token = await server.TokenAsync("ops", "reader");
        var first = authority.WriteServer(server);
        await server.StartAsync(Tls(server));
        Assert.Equal("https", server.Address.Scheme);
        Assert.Null(await GuardedServer.RefusalOf(server.Connect(token, trusted: authority)));
        Assert.Equal(first, server.Shown);

        await File.WriteAllTextAsync(server.At("tls.pem"), "half of it", TestServer.Token);
        while (!server.Log.Lines.Any(line => line.Contains("the previous one stays in use", StringComparison.Ordinal)))
            await Task.Delay(20, TestServer.Token);
        Assert.Null(await GuardedServer.RefusalOf(server.Connect(token, trusted: authority)));
        Assert.Equal(first, server.Shown);

        var second = authority.WriteServer(server);
        while (server.Shown != second)
        {
            Assert.Null(await GuardedServer.RefusalOf(server.Connect(token, trusted: authority)));
            await Task.Delay(20, TestServer.Token);
        }
    }

    [Fact]
    public async Task A_certificate_behind_links_is_followed_though_neither_link_nor_size_nor_date_changes()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows lets only administrators make links.");
        using var authority = new TestAuthority();
        await using var server = new GuardedServer();
        var token = await server.TokenAsync("ops", "reader");
        var (first, second) = (Release("v1"), Release("v2"));
        Directory.CreateSymbolicLink(server.At("..data"), "v1");
        foreach (var file in new[] { "tls.pem", "tls.key" }) File.CreateSymbolicLink(server.At(file), $"..data/{file}");
        await server.StartAsync(Tls(server));
        Assert.Null(await GuardedServer.RefusalOf(server.Connect(token, trusted: authority)));
        Assert.Equal(first, server.Shown);

        Directory.Delete(server.At("..data"));
        Directory.CreateSymbolicLink(server.At("..data"), "v2");

        while (server.Shown != second)
        {
            Assert.Null(await GuardedServer.RefusalOf(server.Connect(token, trusted: authority)));
            await Task.Delay(20, TestServer.Token);
        }

        string Release(string folder)
        {
            var hash = authority.WriteServer(server);
            Directory.CreateDirectory(server.At(folder));
            foreach (var file in new[] { "tls.pem", "tls.key" })
            {
                File.Move(server.At(file), server.At($"{folder}/{file}"));
                File.SetLastWriteTimeUtc(server.At($"{folder}/{file}"), DateTime.UnixEpoch);
            }
            return hash;
        }
    }

    [Fact]
    public async Task A_pfx_opens_with_the_password_of_its_file_and_not_with_another()
    {
        using var authority = new TestAuthority();
        await using var server = new GuardedServer();
        using var certificate = authority.Issue("CN=diplomacy", TestAuthority.ForServers);
        SecretFile.Write(server.At("tls.pfx"), certificate.Export(X509ContentType.Pfx, "open sesame"));
        SecretFile.Write(server.At("wrong"), "close sesame\n");
        SecretFile.Write(server.At("right"), "open sesame\n");
        ServerOptions With(ServerOptions options, string password) =>
            options with { Access = options.Access with { TlsCertificate = server.At("tls.pfx"), TlsPasswordFile = server.At(password) } };

        var refusal = await Assert.ThrowsAsync<StartException>(() => server.StartAsync(options => With(options, "wrong")));
        await server.StartAsync(options => With(options, "right"));

        Assert.Contains("tls.pfx cannot be used", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", refusal.Message, StringComparison.Ordinal);
        Assert.Null(await GuardedServer.RefusalOf(server.Connect(trusted: authority)));
    }

    [Fact]
    public async Task A_client_is_known_by_its_certificate_or_by_the_subject_that_was_issued_to_it()
    {
        using var authority = new TestAuthority();
        await using var server = new GuardedServer();
        using var ops = authority.Issue("CN=ops,O=Example", TestAuthority.ForClients);
        using var renewed = authority.Issue("CN=press, O=Example", TestAuthority.ForClients);
        using var unknown = authority.Issue("CN=nobody", TestAuthority.ForClients);
        await File.WriteAllTextAsync(server.At("ops.pem"), ops.ExportCertificatePem(), TestServer.Token);
        Assert.Equal(
            0, (await server.RunAsync("certificate", "add", "--name", "ops", "--role", "recorder", "--file", server.At("ops.pem"))).Code);
        Assert.Equal(0,
            (await server.RunAsync("certificate", "add", "--name", "press", "--role", "reader", "--subject", "CN=press,O=Example")).Code);
        var token = await server.TokenAsync("by-token", "reader");
        authority.WriteServer(server);
        await server.StartAsync(Tls(server, clients: true));

        var byOps = server.Connect(certificate: ops, trusted: authority);
        var recorded = await new StatementService.StatementServiceClient(byOps)
            .RecordStatementAsync(Requests.Remark(), cancellationToken: TestServer.Token);
        var byPress = server.Connect(certificate: renewed, trusted: authority);
        var denied = await Assert.ThrowsAsync<RpcException>(async () =>
            await new StatementService.StatementServiceClient(byPress)
                .RecordStatementAsync(Requests.Remark(), cancellationToken: TestServer.Token));

        Assert.Equal("ops", recorded.Statement.Recorder);
        Assert.Equal(StatusCode.PermissionDenied, denied.StatusCode);
        Assert.Equal(StatusCode.Unauthenticated,
            (await GuardedServer.RefusalOf(server.Connect(certificate: unknown, trusted: authority)))!.Status);
        Assert.Equal(StatusCode.Unauthenticated, (await GuardedServer.RefusalOf(server.Connect(trusted: authority)))!.Status);
        Assert.Null(await GuardedServer.RefusalOf(server.Connect(token, trusted: authority)));

        Assert.Equal(0, (await server.RunAsync("certificate", "revoke", "ops")).Code);
        Assert.Equal(StatusCode.Unauthenticated, (await GuardedServer.RefusedSoon(byOps)).Status);
    }

    [Theory]
    [InlineData("another authority")]
    [InlineData("past its time")]
    [InlineData("made for servers")]
    public async Task A_certificate_that_is_not_good_for_a_client_gets_no_connection(string why)
    {
        using var authority = new TestAuthority();
        using var stranger = new TestAuthority("CN=Stranger");
        await using var server = new GuardedServer();
        using var certificate = why switch
        {
            "another authority" => stranger.Issue("CN=ops", TestAuthority.ForClients),
            "past its time" => authority.Issue("CN=ops", TestAuthority.ForClients, validDays: -1),
            _ => authority.Issue("CN=ops", TestAuthority.ForServers),
        };
        Assert.Equal(0, (await server.RunAsync("certificate", "add", "--name", "ops", "--role", "reader", "--subject", "CN=ops")).Code);
        authority.WriteServer(server);
        await server.StartAsync(Tls(server, clients: true));

        var refusal = await GuardedServer.RefusalOf(server.Connect(certificate: certificate, trusted: authority));

        Assert.NotNull(refusal);
        Assert.NotEqual(StatusCode.PermissionDenied, refusal.Status);
    }

    private static Func<ServerOptions, ServerOptions> Tls(GuardedServer server, bool clients = false) => options => options with
    {
        Access = options.Access with
        {
            TlsCertificate = server.At("tls.pem"),
            TlsKey = server.At("tls.key"),
            ClientCa = clients ? server.At("ca.pem") : "",
        },
    };
}
