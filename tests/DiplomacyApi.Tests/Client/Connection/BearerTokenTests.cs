using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Server;
using DiplomacyApi.Tests.Server.Access;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Tests.Client.Connection;

/// <summary>A token may come with what a file or an editor puts around it, may change, and is shown to nobody but the server.</summary>
public sealed class BearerTokenTests : IAsyncLifetime
{
    private readonly GuardedServer _server = new();
    private string _token = "";

    public async ValueTask InitializeAsync()
    {
        _token = await _server.TokenAsync("reader", "reader");
        await _server.StartAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("{0}\n")]
    [InlineData("\t {0}\r\n")]
    [InlineData("\u00A0{0} ")]
    public async Task White_space_and_line_ends_around_a_token_do_not_matter(string form)
    {
        var given = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, _token);
        await File.WriteAllTextAsync(_server.At("token"), given, System.Text.Encoding.UTF8, TestServer.Token);

        await AskAsync(new DiplomacyClientOptions { Address = _server.Address, Token = given });
        await AskAsync(new DiplomacyClientOptions { Address = _server.Address, TokenFile = _server.At("token") });
        await AskAsync(new DiplomacyClientOptions { Address = _server.Address, TokenSource = _ => ValueTask.FromResult(given) });
    }

    [Theory]
    [InlineData("dpl_very\nsecret", "U+000A at place 9")]
    [InlineData("\uFEFFdpl_very_secret", "U+FEFF at place 1")]
    [InlineData("dpl_very secret", "U+0020 at place 9")]
    [InlineData("dpl_very_sécret", "U+00E9 at place 11")]
    [InlineData(" \r\n", "is empty")]
    public async Task What_no_token_has_is_refused_by_the_options_name(string given, string expected)
    {
        await File.WriteAllTextAsync(_server.At("token"), given,
            new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: given[0] == '\uFEFF'), TestServer.Token);
        var options = new DiplomacyClientOptions { Address = _server.Address };

        var token = Assert.Throws<ArgumentException>(() => new DiplomacyClient(options with { Token = given })).Message;
        var file = Assert.Throws<ArgumentException>(() => new DiplomacyClient(options with { TokenFile = _server.At("token") })).Message;
        var source = await Assert.ThrowsAsync<DiplomacyException>(() =>
            AskAsync(options with { TokenSource = _ => ValueTask.FromResult(given) }));

        Assert.StartsWith("Token ", token, StringComparison.Ordinal);
        Assert.StartsWith($"TokenFile {_server.At("token")} ", file, StringComparison.Ordinal);
        Assert.StartsWith("TokenSource ", source.Message, StringComparison.Ordinal);
        Assert.Equal((FailureCause.NoToken, StatusCode.Unauthenticated, false), (source.Cause, source.Status, source.IsTransient));
        Assert.All([token, file, source.Message], message => Assert.Contains(expected, message, StringComparison.Ordinal));
        Assert.All([token, file, source.ToString()], message => Assert.DoesNotContain("very", message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_source_that_fails_is_a_failure_of_its_own_and_passes()
    {
        var options = new DiplomacyClientOptions { Address = _server.Address };

        var thrown = await Assert.ThrowsAsync<DiplomacyException>(() =>
            AskAsync(options with { TokenSource = _ => throw new HttpRequestException("The issuer is away.") }));
        var timedOut = await Assert.ThrowsAsync<DiplomacyException>(() =>
            AskAsync(options with { TokenSource = _ => throw new TaskCanceledException("The issuer did not answer.") }));
        var missing = await Assert.ThrowsAsync<DiplomacyException>(() =>
            AskAsync(options with { TokenSource = _ => ValueTask.FromResult<string>(null!) }));

        Assert.Equal((FailureCause.NoToken, true, "TokenSource failed: The issuer is away."),
            (thrown.Cause, thrown.IsTransient, thrown.Message));
        Assert.Equal((FailureCause.NoToken, true), (timedOut.Cause, timedOut.IsTransient));
        Assert.Equal((FailureCause.NoToken, false), (missing.Cause, missing.IsTransient));
    }

    [Fact]
    public async Task A_file_is_read_again_for_each_call_and_need_not_stay()
    {
        var file = _server.At("token");
        await File.WriteAllTextAsync(file, "dpl_unknown", TestServer.Token);
        using var client = new DiplomacyClient(new DiplomacyClientOptions { Address = _server.Address, TokenFile = file });

        var before = await Assert.ThrowsAsync<DiplomacyException>(() => AskAsync(client));
        await File.WriteAllTextAsync(file, $"{_token}\n", TestServer.Token);
        await AskAsync(client);
        File.Delete(file);
        var gone = await Assert.ThrowsAsync<DiplomacyException>(() => AskAsync(client));

        Assert.Equal(ErrorReason.Unauthenticated, before.Reason);
        Assert.Equal((FailureCause.NoToken, true), (gone.Cause, gone.IsTransient));
        Assert.Contains(file, gone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_whose_next_token_is_not_known_yet_asks_its_source_once_more()
    {
        var next = await _server.TokenAsync("next", "reader");
        var given = new Queue<string>([_token, "dpl_not_known_yet", next]);
        using var client = new DiplomacyClient(new DiplomacyClientOptions
        {
            Address = _server.Address,
            TokenSource = _ => ValueTask.FromResult(given.Count > 1 ? given.Dequeue() : given.Peek()),
        });
        var request = new WatchStatementsRequest { Start = new WatchStart { FromNow = new WatchStart.Types.FromNow() } };
        await using var watch = client.WatchStatementsAsync(request, TestServer.Token).GetAsyncEnumerator(TestServer.Token);
        Assert.True(await watch.MoveNextAsync());

        Assert.Equal(0, (await _server.RunAsync("token", "revoke", "reader")).Code);
        Assert.True(await watch.MoveNextAsync());

        Assert.Equal([next], given);
    }

    [Fact]
    public async Task Options_that_are_logged_show_no_token()
    {
        var options = new DiplomacyClientOptions { Address = _server.Address, Token = _token };
        using var log = new LogLines();
        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        await AskAsync(options with { LoggerFactory = loggers });

        Assert.DoesNotContain(_token, $"{options}", StringComparison.Ordinal);
        Assert.NotEmpty(log.Lines);
        Assert.DoesNotContain(log.Lines, line => line.Contains(_token, StringComparison.Ordinal));
    }

    private static async Task AskAsync(DiplomacyClientOptions options)
    {
        using var client = new DiplomacyClient(options);
        await AskAsync(client);
    }

    private static async Task AskAsync(DiplomacyClient client) =>
        await client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token);
}
