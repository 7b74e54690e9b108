using System.Net;
using System.Net.Sockets;
using Diplomacy.V1;
using DiplomacyApi.Server.Commands;
using Grpc.Core;
using Grpc.Net.Client;

namespace DiplomacyApi.Tests.Server.Throttling;

/// <summary>The executable under a limit on open files: strangers who connect and say nothing do not take the last of them.</summary>
public sealed class OpenFilesTests
{
    private const int FilesMax = 1_024;
    private const int Strangers = 1_500;
    private const int Watches = 20;

    [Fact]
    public async Task Idle_connections_of_strangers_end_neither_the_process_nor_those_let_in()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The files that a process has open are seen in /proc, which is there on Linux alone.");
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        var token = await TokenAsync(folder.FullName);
        var strangers = new List<TcpClient>();
        using (var server = await ServerProcess.StartLimitedAsync(folder.FullName, FilesMax, "--seed", Repository.At("seeds")))
        {
            using var channel = GrpcChannel.ForAddress(server.Address);
            var headers = new Metadata { { "authorization", $"Bearer {token}" } };
            var (statements, journal) =
                (new StatementService.StatementServiceClient(channel), new JournalService.JournalServiceClient(channel));
            var watches = Enumerable.Range(0, Watches).Select(_ => statements.WatchStatements(
                new WatchStatementsRequest
                {
                    Start = new WatchStart { FromNow = new() },
                    ProgressInterval = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromSeconds(1)),
                },
                headers, cancellationToken: TestServer.Token)).ToList();
            Assert.All(await Task.WhenAll(watches.Select(watch => watch.ResponseStream.MoveNext(TestServer.Token))), Assert.True);

            for (var stranger = 0; stranger < Strangers; stranger++)
            {
                strangers.Add(new TcpClient());
                try
                {
                    await strangers[^1].ConnectAsync(IPAddress.Loopback, server.Address.Port, TestServer.Token);
                }
                catch (SocketException)
                {
                    // It was closed at once, as there are too many.
                }
            }
            // Credentials are looked at twice a second, and words are searched through connections of their own.
            for (var round = 0; round < 3; round++)
            {
                await journal.GetJournalAsync(new GetJournalRequest(), headers, cancellationToken: TestServer.Token);
                await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => statements.SearchStatementsAsync(
                    new SearchStatementsRequest { Query = "nato" }, headers, cancellationToken: TestServer.Token).ResponseAsync));
                Assert.All(await Task.WhenAll(watches.Select(watch => watch.ResponseStream.MoveNext(TestServer.Token))), Assert.True);
            }

            Assert.False(server.HasExited);
            Assert.InRange(server.OpenFiles, 1, FilesMax - 100);
            foreach (var stranger in strangers) stranger.Dispose();
            // There is room again for new ones.
            using var later = GrpcChannel.ForAddress(server.Address);
            while (!await IsAnsweredAsync(new JournalService.JournalServiceClient(later), headers)) await Task.Delay(50, TestServer.Token);
        }
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_limit_that_leaves_too_few_files_is_reported_at_the_start()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It takes a shell that sets the limit.");
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");

        var (code, errors) = await ServerProcess.RunLimitedAsync(folder.FullName, 300);

        Assert.Equal(1, code);
        Assert.Contains("LimitNOFILE", errors, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_refusal_needs_no_file_that_was_not_loaded_at_the_start()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What a process has loaded is seen in /proc, which is there on Linux alone.");
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        var token = await TokenAsync(folder.FullName);
        using (var server = await ServerProcess.StartAsync(folder.FullName))
        {
            using var channel = server.Channel();
            var headers = new Metadata { { "authorization", $"Bearer {token}" } };
            var (statements, journal) =
                (new StatementService.StatementServiceClient(channel), new JournalService.JournalServiceClient(channel));
            await journal.GetJournalAsync(new GetJournalRequest(), headers, cancellationToken: TestServer.Token);
            var before = server.Loaded;

            Assert.Equal(StatusCode.Unauthenticated,
                await StatusOfAsync(async () =>
                    await journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token)));
            Assert.Equal(StatusCode.NotFound, await StatusOfAsync(async () => await statements.GetStatementAsync(
                new GetStatementRequest { Name = "statements/nothing" }, headers, cancellationToken: TestServer.Token)));
            Assert.Equal(StatusCode.InvalidArgument, await StatusOfAsync(async () => await statements.GetStatementAsync(
                new GetStatementRequest { Name = "nothing" }, headers, cancellationToken: TestServer.Token)));

            Assert.Empty(server.Loaded.Except(before));
        }
        folder.Delete(recursive: true);
    }

    private static async Task<StatusCode> StatusOfAsync(Func<Task> call) => (await Assert.ThrowsAsync<RpcException>(call)).StatusCode;

    private static async Task<bool> IsAnsweredAsync(JournalService.JournalServiceClient journal, Metadata headers)
    {
        try
        {
            await journal.GetJournalAsync(new GetJournalRequest(), headers, cancellationToken: TestServer.Token);
            return true;
        }
        catch (RpcException closed) when (closed.StatusCode is StatusCode.Unavailable or StatusCode.Internal)
        {
            return false;
        }
    }

    private static async Task<string> TokenAsync(string folder)
    {
        using var made = new StringWriter();
        Assert.Equal(0, await CommandLine.RunAsync(
            ["token", "create", "--name", "ria", "--role", "reader", "--data", Path.Combine(folder, "journal.db")], TimeProvider.System,
            made, TextWriter.Null));
        return made.ToString().Trim();
    }
}
