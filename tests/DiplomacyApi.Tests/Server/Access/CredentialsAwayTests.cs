using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Domain;
using DiplomacyApi.Server.Configuration;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;

namespace DiplomacyApi.Tests.Server.Access;

/// <summary>
/// Credentials that cannot be read for a moment change nothing; for longer, nobody is let in by them, and the server runs on.
/// </summary>
public sealed class CredentialsAwayTests
{
    private static readonly TimeSpan Tick = Limits.RevocationDelay;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("moved away")]
    [InlineData("emptied")]
    [InlineData("half written")]
    [InlineData("a null entry")]
    [InlineData("a folder")]
    public async Task The_last_credentials_stay_in_force_for_some_seconds_and_then_nobody_is_let_in(string how)
    {
        await using var server = new GuardedServer(_time);
        var token = await server.TokenAsync("ops", "reader");
        await server.StartAsync();
        var caller = server.Connect(token);
        using var watch = new StatementService.StatementServiceClient(caller).WatchStatements(
            new WatchStatementsRequest { Start = new WatchStart { FromNow = new WatchStart.Types.FromNow() } },
            cancellationToken: TestServer.Token);
        Assert.True(await watch.ResponseStream.MoveNext(TestServer.Token));
        var content = await File.ReadAllBytesAsync(server.Credentials, TestServer.Token);

        Spoil(server.Credentials, content, how);
        await LoggedAsync(server, "stay in force for 10 seconds");
        var next = watch.ResponseStream.MoveNext(TestServer.Token);
        Assert.Null(await GuardedServer.RefusalOf(caller));
        Assert.NotEqual(TaskStatus.Faulted, next.Status);

        _time.Advance(Limits.CredentialsGraceMax);
        var refusal = await GuardedServer.RefusedSoon(caller);
        await LoggedAsync(server, "No credentials are accepted");
        var ended = DiplomacyException.From(await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await next) next = watch.ResponseStream.MoveNext(TestServer.Token);
        }));
        Assert.Equal((StatusCode.Unavailable, ErrorReason.AccessUnavailable), (refusal.Status, refusal.Reason));
        Assert.Equal((StatusCode.Unavailable, ErrorReason.AccessUnavailable), (ended.Status, ended.Reason));

        if (Directory.Exists(server.Credentials)) Directory.Delete(server.Credentials);
        await File.WriteAllBytesAsync(server.Credentials, content, TestServer.Token);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(server.Credentials, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await LoggedAsync(server, "can be read again");
        Assert.Null(await GuardedServer.RefusalOf(caller));
    }

    [Fact]
    public async Task A_token_behind_a_link_is_revoked_and_made_in_the_file_that_the_link_names()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows lets only administrators make links.");
        await using var server = new GuardedServer(_time);
        var token = await server.TokenAsync("first", "reader");
        Directory.CreateDirectory(server.At("secrets"));
        var target = server.At("secrets/access.json");
        File.Move(server.Credentials, target);
        File.CreateSymbolicLink(server.Credentials, "secrets/access.json");
        await server.StartAsync();
        var caller = server.Connect(token);
        Assert.Null(await GuardedServer.RefusalOf(caller));

        var second = await server.TokenAsync("second", "reader");
        Assert.Equal(0, (await server.RunAsync("token", "revoke", "first")).Code);
        var refused = GuardedServer.RefusedSoon(caller);
        while (!refused.IsCompleted) await TickAsync();

        Assert.Equal("secrets/access.json", new FileInfo(server.Credentials).LinkTarget);
        Assert.Contains("\"second\"", await File.ReadAllTextAsync(target, TestServer.Token), StringComparison.Ordinal);
        Assert.Null(await GuardedServer.RefusalOf(server.Connect(second)));
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(target));
        File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.Contains("chmod 600", (await server.RunAsync("token", "list")).Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_to_credentials_that_are_missing_keeps_the_server_from_starting_open_to_all()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows lets only administrators make links.");
        await using var server = new GuardedServer(_time);
        File.CreateSymbolicLink(server.Credentials, server.At("not-mounted-yet"));

        await Assert.ThrowsAsync<StartException>(() => server.StartAsync());
    }

    [Theory]
    [InlineData("operator")]
    [InlineData("Seed")]
    public async Task A_credential_that_was_written_with_a_name_of_the_servers_own_lets_nobody_in(string name)
    {
        await using var server = new GuardedServer(_time);
        var (own, other) = (await server.TokenAsync("first", "admin"), await server.TokenAsync("second", "reader"));
        var text = await File.ReadAllTextAsync(server.Credentials, TestServer.Token);
        await File.WriteAllTextAsync(server.Credentials, text.Replace("\"first\"", $"\"{name}\"", StringComparison.Ordinal),
            TestServer.Token);

        await server.StartAsync();

        Assert.Equal(StatusCode.Unauthenticated, (await GuardedServer.RefusalOf(server.Connect(own)))?.Status);
        Assert.Null(await GuardedServer.RefusalOf(server.Connect(other)));
        Assert.Contains(server.Log.Lines, line => line.Contains($"The name {name} is reserved for the server", StringComparison.Ordinal));
    }

    private static void Spoil(string file, byte[] content, string how)
    {
        switch (how)
        {
            case "moved away": File.Move(file, file + ".away"); break;
            case "emptied": File.WriteAllBytes(file, []); break;
            case "half written": File.WriteAllBytes(file, content[..(content.Length / 2)]); break;
            case "a null entry": File.WriteAllText(file, """{"version":1,"credentials":[null]}"""); break;
            default: File.Delete(file); Directory.CreateDirectory(file); break;
        }
    }

    /// <summary>Lets the clock go on until the server logs something.</summary>
    private async Task LoggedAsync(GuardedServer server, string part)
    {
        while (!server.Log.Lines.Any(line => line.Contains(part, StringComparison.Ordinal))) await TickAsync();
    }

    private Task TickAsync()
    {
        _time.Advance(Tick);
        return Task.Delay(50, TestServer.Token);
    }
}
