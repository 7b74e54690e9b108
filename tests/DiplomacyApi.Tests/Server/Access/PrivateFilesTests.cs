using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using DiplomacyApi.Server.Commands;
using DiplomacyApi.Server.Configuration;

namespace DiplomacyApi.Tests.Server.Access;

/// <summary>What a server and its commands write is their owner's alone, and so must be the secrets that they read.</summary>
public sealed class PrivateFilesTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Everybody = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    [Fact]
    public async Task Every_file_that_a_server_and_its_commands_make_is_its_owners_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var server = new GuardedServer();
        await server.TokenAsync("ops", "admin");
        await server.StartAsync();
        Assert.Equal(0, (await server.RunAsync("backup", "--to", server.At("copy.db"))).Code);
        await WithSuffixAsync(server, ".search-wal");

        Assert.Empty(OpenToOthers(server));
        var made = Directory.EnumerateFiles(Path.GetDirectoryName(server.Data)!).Select(Path.GetFileName).ToList();
        Assert.All(
            ["copy.db", "journal.db", "journal.db-wal", "journal.db-shm", "journal.db.access.json", "journal.db.access.json.lock",
                "journal.db.lock", "journal.db.search"],
            file => Assert.Contains(file, made));
    }

    [Fact]
    public async Task What_an_earlier_server_left_open_to_others_is_closed_to_them_and_reported()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var server = new GuardedServer();
        await server.StartAsync();
        await WithSuffixAsync(server, ".search");
        await server.StopAsync();
        string[] open = [server.Data, server.Data + ".search", server.Data + ".lock"];
        foreach (var file in open) File.SetUnixFileMode(file, Everybody);

        await server.StartAsync();

        Assert.Empty(OpenToOthers(server));
        Assert.All(
            open, file =>
                Assert.Contains(server.Log.Lines, line =>
                    line.Contains($"could open {file}; their rights were removed", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("tls.key")]
    [InlineData("tls.pfx")]
    [InlineData("password")]
    [InlineData("jwt.key")]
    public async Task A_secret_that_others_may_read_is_refused_by_its_name(string name)
    {
        if (OperatingSystem.IsWindows()) return;
        using var authority = new TestAuthority();
        await using var server = new GuardedServer();
        Prepare(server, authority);
        File.SetUnixFileMode(server.At(name), Everybody);

        var refusal = await Assert.ThrowsAsync<StartException>(() => server.StartAsync(options => With(options, server, name)));

        Assert.Contains($"{server.At(name)} is accessible to users other than its owner", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tls.key")]
    [InlineData("jwt.key")]
    [InlineData("journal.db.access.json")]
    public async Task A_secret_that_belongs_to_another_user_is_refused_by_its_name(string name)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root") return;
        const int somebody = 4242;
        using var authority = new TestAuthority();
        await using var server = new GuardedServer();
        Prepare(server, authority);
        await server.TokenAsync("ops", "reader");
        using (var given = System.Diagnostics.Process.Start("chown", [somebody.ToString(CultureInfo.InvariantCulture), server.At(name)]))
            await given.WaitForExitAsync(TestServer.Token);

        var refusal = await Assert.ThrowsAsync<StartException>(() => server.StartAsync(options => With(options, server, name)));

        Assert.Contains($"{server.At(name)} belongs to another user (number {somebody})", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_credentials_of_a_journal_are_those_of_every_link_to_it()
    {
        await using var server = new GuardedServer();
        File.CreateSymbolicLink(server.At("link.db"), server.Data);
        using var output = new StringWriter();
        using var notes = new StringWriter();

        var code = await CommandLine.RunAsync(["token", "create", "--name", "ops", "--role", "reader", "--data", server.At("link.db")],
            TimeProvider.System, output, notes);
        await server.StartAsync(options => options with { Data = server.At("link.db") });

        Assert.Equal(0, code);
        Assert.True(File.Exists(server.Credentials));
        Assert.NotNull(await GuardedServer.RefusalOf(server.Connect()));
        Assert.Null(await GuardedServer.RefusalOf(server.Connect(output.ToString().Trim())));
    }

    private static void Prepare(GuardedServer server, TestAuthority authority)
    {
        authority.WriteServer(server);
        using var certificate = authority.Issue("CN=diplomacy", TestAuthority.ForServers);
        SecretFile.Write(server.At("tls.pfx"), certificate.Export(X509ContentType.Pfx, "open sesame"));
        SecretFile.Write(server.At("password"), "open sesame");
        SecretFile.Write(server.At("jwt.key"), new string('k', 64));
    }

    private static ServerOptions With(ServerOptions options, GuardedServer server, string name) => options with
    {
        Access = name switch
        {
            "tls.key" => options.Access with { TlsCertificate = server.At("tls.pem"), TlsKey = server.At("tls.key") },
            "jwt.key" => options.Access with { JwtKeyFile = server.At("jwt.key"), JwtIssuer = "us", JwtAudience = "diplomacy" },
            "journal.db.access.json" => options.Access,
            _ => options.Access with { TlsCertificate = server.At("tls.pfx"), TlsPasswordFile = server.At("password") },
        },
    };

    private static List<string?> OpenToOthers(GuardedServer server) =>
        [.. Directory.EnumerateFiles(Path.GetDirectoryName(server.Data)!)
            .Where(file => (new FileInfo(file).UnixFileMode & ~OwnerOnly) != 0).Select(Path.GetFileName)];

    /// <summary>Waits until a file that is made behind the commits is there.</summary>
    private static async Task WithSuffixAsync(GuardedServer server, string suffix)
    {
        while (!File.Exists(server.Data + suffix)) await Task.Delay(20, TestServer.Token);
    }
}
