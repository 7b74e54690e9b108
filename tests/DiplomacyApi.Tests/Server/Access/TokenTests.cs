using Diplomacy.V1;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;

namespace DiplomacyApi.Tests.Server.Access;

/// <summary>Tokens: made by a command, shown once, kept as hashes, taken back while the server runs.</summary>
public sealed class TokenTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_token_is_listed_with_its_last_day()
    {
        await using var server = new GuardedServer();
        await server.TokenAsync("ada", "reader", expires: "2097-01-31");

        var (_, listed, _) = await server.RunAsync("token", "list");

        Assert.Contains("2097-01-31", listed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_shown_once_and_only_its_hash_is_kept_in_a_file_of_the_owner()
    {
        await using var server = new GuardedServer();

        var token = await server.TokenAsync("ops", "recorder");
        var (_, listed, _) = await server.RunAsync("token", "list");

        Assert.Matches("^dpl_[A-Za-z0-9_-]{43}$", token);
        Assert.DoesNotContain(token, await File.ReadAllTextAsync(server.Credentials, TestServer.Token), StringComparison.Ordinal);
        Assert.Matches("recorder +live .*ops", listed);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(server.Credentials));
    }

    [Fact]
    public async Task A_running_server_lets_in_a_new_token_and_no_more_a_revoked_one()
    {
        await using var server = new GuardedServer();
        var token = await server.TokenAsync("first", "reader");
        await server.StartAsync();
        var first = server.Connect(token);
        Assert.Null(await GuardedServer.RefusalOf(first));

        var second = server.Connect(await server.TokenAsync("second", "reader"));
        Assert.Equal(0, (await server.RunAsync("token", "revoke", "first")).Code);
        var refusal = await GuardedServer.RefusedSoon(first);

        Assert.Equal((StatusCode.Unauthenticated, ErrorReason.Unauthenticated), (refusal.Status, refusal.Reason));
        Assert.Null(await GuardedServer.RefusalOf(second));
        Assert.Matches("revoked .*first", (await server.RunAsync("token", "list")).Output);
    }

    [Fact]
    public async Task A_name_may_have_two_tokens_so_that_one_can_take_the_place_of_the_other()
    {
        await using var server = new GuardedServer();
        var old = await server.TokenAsync("ops", "recorder");
        var id = (await server.RunAsync("token", "list")).Output.Split('\n')[1].Split(' ')[0];
        var fresh = await server.TokenAsync("ops", "recorder");

        Assert.Equal(0, (await server.RunAsync("token", "revoke", id)).Code);
        await server.StartAsync();

        Assert.NotNull(await GuardedServer.RefusalOf(server.Connect(old)));
        Assert.Null(await GuardedServer.RefusalOf(server.Connect(fresh)));
    }

    [Theory]
    [InlineData("--name: A name must have 1 to 128", "token", "create", "--name", "two words", "--role", "reader")]
    [InlineData("--name: The name local is reserved for the server", "token", "create", "--name", "local", "--role", "reader")]
    [InlineData("--name: The name seed is reserved for the server", "token", "create", "--name", "seed", "--role", "reader")]
    [InlineData("--name: The name operator is reserved for the server", "token", "create", "--name", "operator", "--role", "reader")]
    [InlineData("--name: The name Operator is reserved for the server", "certificate", "add", "--name", "Operator", "--role", "reader",
        "--subject", "CN=ops")]
    [InlineData("--role: the roles are reader, recorder and admin", "token", "create", "--name", "ops", "--role", "god")]
    [InlineData("--expires: that date has passed", "token", "create", "--name", "ops", "--role", "reader", "--expires", "2020-01-01")]
    [InlineData("--expires: ", "token", "create", "--name", "ops", "--role", "reader", "--expires", "soon")]
    [InlineData("old has the role admin already; revoke that first", "token", "create", "--name", "old", "--role", "reader")]
    [InlineData("No active token or certificate has this name or id", "token", "revoke", "nobody")]
    [InlineData("Unknown switch --expiers. Did you mean --expires?", "token", "create", "--name", "ops", "--role", "reader", "--expiers",
        "2099-01-01")]
    [InlineData("NAME-OR-ID is missing.", "token", "revoke")]
    [InlineData("Word 2 is not a command or switch.", "token", "mint")]
    [InlineData("A command is missing. Commands: create, list, revoke.", "token")]
    [InlineData("--name is missing: --name NAME.", "token", "create", "--role", "reader")]
    [InlineData("Word 2 is not a command or switch.", "certificate", "create")]
    [InlineData("Give either --file", "certificate", "add", "--name", "ops", "--role", "reader")]
    [InlineData("--subject: this is not a distinguished name", "certificate", "add", "--name", "ops", "--role", "reader", "--subject",
        "ops")]
    public async Task What_is_written_wrong_is_reported_with_the_way_out_and_changes_nothing(string expected, params string[] words)
    {
        await using var server = new GuardedServer();
        await server.TokenAsync("old", "admin");
        var before = await File.ReadAllTextAsync(server.Credentials, TestServer.Token);

        var (code, output, notes) = await server.RunAsync(words);

        Assert.Equal(2, code);
        Assert.Contains(expected, notes, StringComparison.Ordinal);
        Assert.Equal("", output);
        Assert.Equal(before, await File.ReadAllTextAsync(server.Credentials, TestServer.Token));
    }

    [Fact]
    public async Task A_file_that_others_may_read_or_that_is_damaged_keeps_the_server_from_starting()
    {
        await using var server = new GuardedServer();
        await server.TokenAsync("ops", "reader");

        await File.WriteAllTextAsync(server.Credentials, "{", TestServer.Token);
        Assert.Contains("is damaged at line", (await server.RunAsync("serve", "--port", "0")).Notes, StringComparison.Ordinal);
        if (OperatingSystem.IsWindows()) return;

        File.SetUnixFileMode(server.Credentials, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.Contains("chmod 600", (await server.RunAsync("serve", "--port", "0")).Notes, StringComparison.Ordinal);
        Assert.Contains("chmod 600", (await server.RunAsync("token", "list")).Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_ends_at_the_end_of_the_day_that_it_names()
    {
        var time = new FakeTimeProvider(Start);
        await using var server = new GuardedServer(time);
        var token = await server.TokenAsync("guest", "reader", "2026-03-02");
        await server.StartAsync();
        var caller = server.Connect(token);

        time.Advance(TimeSpan.FromHours(35));
        Assert.Null(await GuardedServer.RefusalOf(caller));
        time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(StatusCode.Unauthenticated, (await GuardedServer.RefusalOf(caller))!.Status);
        Assert.Matches("expired .*guest", (await server.RunAsync("token", "list")).Output);
    }
}
