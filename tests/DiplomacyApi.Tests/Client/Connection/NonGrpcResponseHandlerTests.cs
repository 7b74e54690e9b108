using System.Net.Sockets;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DiplomacyApi.Tests.Client.Connection;

/// <summary>What is not a DiplomacyApi server, or does not begin to speak, is named as what it is.</summary>
public sealed class NonGrpcResponseHandlerTests
{
    [Theory]
    [InlineData(200, "text/html", null, "it gives HTTP 200 and text/html")]
    [InlineData(204, null, null, "it gives HTTP 204 and no content type")]
    [InlineData(404, "text/plain", null, "it gives HTTP 404 and text/plain")]
    [InlineData(302, null, "https://me:secret@login.example.org/start?next=1", "it redirects to https://login.example.org/start")]
    public async Task A_web_server_is_recognised_by_what_it_gives(int status, string? type, string? location, string expected)
    {
        await using var server = await ForeignServer.AnsweringAsync(response =>
        {
            (response.StatusCode, response.ContentType) = (status, type);
            if (location is not null) response.Headers.Location = location;
        });

        var failure = await FailureAsync(new DiplomacyClientOptions { Address = server.Address });

        Assert.Equal((FailureCause.NotDiplomacyApi, false), (failure.Cause, failure.IsTransient));
        Assert.Contains($"What answers at {server.Address} is not a DiplomacyApi server: {expected}.", failure.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(502)]
    [InlineData(503)]
    public async Task A_gateway_that_cannot_reach_the_server_is_transient(int status)
    {
        await using var server = await ForeignServer.AnsweringAsync(response => (response.StatusCode, response.ContentType) =
            (status, "text/html"));

        var failure = await FailureAsync(new DiplomacyClientOptions { Address = server.Address });

        Assert.Equal((FailureCause.Unreachable, true), (failure.Cause, failure.IsTransient));
    }

    [Fact]
    public async Task A_server_of_an_older_http_is_reported_as_such()
    {
        await using var server = await ForeignServer.AnsweringAsync(response => response.StatusCode = 200, HttpProtocols.Http1);
        await using var bare = ForeignServer.Conversing(async (stream, socket) =>
        {
            await stream.ReadExactlyAsync(new byte[24]);
            await stream.WriteAsync(ForeignServer.Bytes("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"));
            socket.Shutdown(SocketShutdown.Both);
        });

        var refused = await FailureAsync(new DiplomacyClientOptions { Address = server.Address });
        var answered = await FailureAsync(new DiplomacyClientOptions { Address = bare.Address });

        // Whether the answer is read before the end of the connection is a matter of luck.
        Assert.All([refused, answered], failure => Assert.Matches("(does not speak|without speaking) HTTP/2", failure.Message));
        Assert.All([refused, answered], failure =>
            Assert.Contains("it is not a DiplomacyApi server", failure.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_ends_before_a_word_is_reported_as_such(bool isReset)
    {
        await using var server = ForeignServer.Conversing(async (stream, socket) =>
        {
            await stream.ReadExactlyAsync(new byte[24]);
            if (isReset) socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        });

        var failure = await FailureAsync(new DiplomacyClientOptions { Address = server.Address });

        Assert.Equal((FailureCause.Unreachable, true), (failure.Cause, failure.IsTransient));
        // What was still being sent may find the connection reset, which is reported as it is.
        Assert.Matches("without speaking HTTP/2|reset|[Bb]roken pipe", failure.Message);
    }

    [Fact]
    public async Task A_connection_that_worked_and_is_reset_is_not_said_to_have_been_silent()
    {
        await using var server = await TestServer.StartSeededAsync();
        await using var proxy = new TcpProxy(server.Address);
        using var client = new DiplomacyClient(new DiplomacyClientOptions { Address = proxy.Address });
        using var watch = client.Statements.WatchStatements(
            new WatchStatementsRequest { Start = new WatchStart { FromNow = new WatchStart.Types.FromNow() } },
            cancellationToken: TestServer.Token);
        Assert.True(await watch.ResponseStream.MoveNext(TestServer.Token));

        var next = watch.ResponseStream.MoveNext(TestServer.Token);
        proxy.Cut();
        var failure = await Assert.ThrowsAsync<DiplomacyException>(() => next);

        Assert.Equal((FailureCause.Unreachable, true), (failure.Cause, failure.IsTransient));
        Assert.DoesNotContain("without speaking HTTP/2", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_that_stands_between_is_named_without_its_password()
    {
        var failure = await FailureAsync(new DiplomacyClientOptions
        {
            Address = new Uri("https://diplomacy.example.org"),
            ConfigureHandler = handler => handler.Proxy = new System.Net.WebProxy("http://me:secret@127.0.0.1:9"),
        });

        Assert.Equal(FailureCause.Unreachable, failure.Cause);
        Assert.Contains("through the proxy http://127.0.0.1:9", failure.Message, StringComparison.Ordinal);
        Assert.Contains("add diplomacy.example.org to NO_PROXY", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<DiplomacyException> FailureAsync(DiplomacyClientOptions options)
    {
        using var client = new DiplomacyClient(options);
        return await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token));
    }
}
