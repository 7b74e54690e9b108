using System.Text.RegularExpressions;
using Diplomacy.V1;
using DiplomacyApi.Tests.Server.Access;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Monitoring;

/// <summary>What admins do leaves a line each with their name, and who is refused is named.</summary>
public sealed partial class AuditLogTests
{
    [Fact]
    public async Task Each_call_of_an_admin_is_logged_once_with_who_made_it_and_what_it_was_about()
    {
        await using var server = new GuardedServer();
        var token = await server.TokenAsync("ada", "admin");
        await server.StartAsync();
        var journal = new JournalService.JournalServiceClient(server.Connect(token));
        var statements = new StatementService.StatementServiceClient(server.Connect(token));

        var head = (await journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token)).LogPosition.Revision;
        var last = (await statements.ListStatementsAsync(
            new ListStatementsRequest { PageSize = 1 }, cancellationToken: TestServer.Token)).Statements.Single().Name;
        await ReadAsync(journal.BackupJournal(new BackupJournalRequest(), cancellationToken: TestServer.Token));
        await ReadAsync(journal.ExportJournal(new ExportJournalRequest(), cancellationToken: TestServer.Token));
        await ReadAsync(journal.VerifyJournal(new VerifyJournalRequest(), cancellationToken: TestServer.Token));
        await journal.GetJournalEntryAsync(new GetJournalEntryRequest { Revision = 7 }, cancellationToken: TestServer.Token);
        await Assert.ThrowsAsync<RpcException>(async () =>
            await journal.GetJournalEntryAsync(new GetJournalEntryRequest { Revision = 999_999 }, cancellationToken: TestServer.Token));
        await journal.ListJournalEntriesAsync(new ListJournalEntriesRequest(), cancellationToken: TestServer.Token);
        await journal.EraseStatementAsync(
            new EraseStatementRequest { Statement = last, Extent = ErasureExtent.Words, Note = "A secret note.", ValidateOnly = true },
            cancellationToken: TestServer.Token);
        await server.StopAsync();

        Assert.Equal(
            [
                ("BackupJournal", $"up to revision {head}, N bytes", "OK"), ("ExportJournal", $"revisions 1 to {head}", "OK"),
                ("VerifyJournal", $"up to revision {head}", "OK"),
                ("GetJournalEntry", "revision 7", "OK"), ("GetJournalEntry", "revision 999999", "NOT_FOUND, UNKNOWN_REVISION"),
                ("ListJournalEntries", $"a page, up to revision {head}", "OK"),
                ("EraseStatement", $"{last}, words, tried only", "OK"),
            ],
            server.Log.Lines.Select(line => AdminLine().Match(line)).Where(match => match.Success)
                .Select(match => (match.Groups[1].Value, Bytes().Replace(match.Groups[2].Value, "N bytes"), match.Groups[3].Value)));
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains("A secret note.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_is_refused_is_named_and_each_is_counted_apart()
    {
        await using var server = new GuardedServer();
        var (ria, rob) = (await server.TokenAsync("ria", "reader"), await server.TokenAsync("rob", "recorder"));
        await server.StartAsync();

        foreach (var token in new[] { ria, rob, ria, rob, null, "dpl_of-nobody", null })
            await Assert.ThrowsAsync<RpcException>(async () =>
                await new JournalService.JournalServiceClient(server.Connect(token))
                    .GetJournalEntryAsync(new GetJournalEntryRequest { Revision = 1 }, cancellationToken: TestServer.Token));

        Assert.Equal(
            [("no token", "UNAUTHENTICATED"), ("ria", "PERMISSION_DENIED"), ("rob", "PERMISSION_DENIED")],
            server.Log.Lines.Select(line => RefusedLine().Match(line)).Where(match => match.Success)
                .Select(match => (match.Groups[1].Value, match.Groups[2].Value)).Order());
        Assert.DoesNotContain(server.Log.Lines, line => AdminLine().IsMatch(line));
    }

    private static async Task ReadAsync<T>(AsyncServerStreamingCall<T> call)
    {
        using (call) await foreach (var _ in call.ResponseStream.ReadAllAsync(TestServer.Token)) { }
    }

    [GeneratedRegex(@"Information ada from 127\.0\.0\.1 called /diplomacy\.v1\.JournalService/(\w+) \((.*?)\): ([A-Z_, ]+)\. ")]
    private static partial Regex AdminLine();

    [GeneratedRegex(
        @"Information A call of /diplomacy\.v1\.JournalService/GetJournalEntry by (.+?) from 127\.0\.0\.1 was refused: ([A-Z_]+)\. ")]
    private static partial Regex RefusedLine();

    [GeneratedRegex("[0-9]+ bytes")]
    private static partial Regex Bytes();
}
