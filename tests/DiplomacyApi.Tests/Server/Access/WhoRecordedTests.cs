using Diplomacy.V1;
using DiplomacyApi.Client;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Access;

/// <summary>Who recorded what stands in the journal and in every statement, whatever the caller was let in by.</summary>
public sealed class WhoRecordedTests
{
    [Fact]
    public async Task The_name_of_the_token_stands_in_the_statement_in_its_correction_and_in_the_journal()
    {
        await using var server = new GuardedServer();
        var (ops, press) = (await server.TokenAsync("ops", "recorder"), await server.TokenAsync("press", "recorder"));
        var admin = await server.TokenAsync("ada", "admin");
        await server.StartAsync();
        var (byOps, byPress) = (new StatementService.StatementServiceClient(server.Connect(ops)),
            new StatementService.StatementServiceClient(server.Connect(press)));

        var recorded = await byOps.RecordStatementAsync(Requests.Remark(), cancellationToken: TestServer.Token);
        var corrected = recorded.Statement.Clone();
        corrected.Summaries[0].Text = "A remark, mended.";
        await byPress.CorrectStatementAsync(new CorrectStatementRequest
        {
            Correction = new Correction { Subject = recorded.Statement.Name, Label = CorrectionLabel.Refined, Replacement = corrected },
        }, cancellationToken: TestServer.Token);
        var entries = await EntriesAfter(new JournalService.JournalServiceClient(server.Connect(admin)), recorded.LogPosition.Revision - 1);
        var seeded = await byOps.GetStatementAsync(
            new GetStatementRequest { Name = "statements/lavrov-waits-for-answers" }, cancellationToken: TestServer.Token);

        Assert.Equal("ops", recorded.Statement.Recorder);
        Assert.Equal("seed", seeded.Statement.Recorder);
        Assert.Equal(["ops", "press"], entries.Select(entry => entry.Recorder));
        var found = byPress.AllAsync(new ListStatementsRequest { Filter = new StatementFilter { Recorder = "ops" } }, TestServer.Token);
        Assert.Equal([recorded.Statement.Name], await found.Select(one => one.Name).ToListAsync(TestServer.Token));
    }

    [Fact]
    public async Task A_request_id_is_of_its_recorder_alone()
    {
        await using var server = new GuardedServer();
        var (ops, press) = (await server.TokenAsync("ops", "recorder"), await server.TokenAsync("press", "recorder"));
        var renewed = await server.TokenAsync("ops", "recorder");
        await server.StartAsync();
        var request = Requests.Remark();
        request.RequestId = "the same";

        var answers = new List<RecordStatementResponse>();
        foreach (var token in new[] { ops, press, renewed })
            answers.Add(await new StatementService.StatementServiceClient(server.Connect(token))
                .RecordStatementAsync(request, cancellationToken: TestServer.Token));

        Assert.Equal([false, false, true], answers.Select(answer => answer.Replayed));
        Assert.NotEqual(answers[0].Statement.Name, answers[1].Statement.Name);
        Assert.Equal(answers[0].Statement, answers[2].Statement);
    }

    private static async Task<List<JournalEntry>> EntriesAfter(JournalService.JournalServiceClient journal, long revision)
    {
        var head = await journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token);
        using var export = journal.ExportJournal(new ExportJournalRequest
        {
            After = new LogPosition { LogId = head.LogPosition.LogId, Revision = revision },
        }, cancellationToken: TestServer.Token);
        var entries = new List<JournalEntry>();
        await foreach (var part in export.ResponseStream.ReadAllAsync(TestServer.Token)) entries.AddRange(part.Entries);
        return entries;
    }
}
