using Diplomacy.V1;
using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Tests.Server.Access;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Tests.Storage.Sqlite.Files;

/// <summary>A journal that is closed while it works: nothing went wrong, and the log says nothing of the kind.</summary>
public sealed class ClosingTests
{
    [Fact]
    public async Task Closing_it_while_it_looks_for_the_next_due_logs_no_error()
    {
        await using var file = await JournalFile.OpenAsync();
        await file.Journal.DisposeAsync();
        using var log = new LogLines();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        await using var journal = await JournalStore.OpenAsync(new JournalOptions { Path = file.Path }, file.Time, loggers, JournalFile.Ct);
        foreach (var id in new[] { "nato", "russia" })
            await journal.Writer.CreateActorAsync(
                new CreateActorRequest { ActorId = id, Actor = new Actor { DisplayNames = { new LocalizedText { Text = id } } } }, "tester",
                JournalFile.Ct);
        await journal.Writer.RecordStatementAsync(Server.Requests.Of(statement =>
        {
            statement.Said.Text = "2022-01-31";
            statement.Demand = new DemandAct
            {
                Demand = "demands/due",
                Titles = { new LocalizedText { Text = "Due" } },
                Due = new PartialDate { Text = "2022-02-02" },
            };
        }), "tester", JournalFile.Ct);
        // From now on a read of what is due has no end. In one transaction, so that no read finds the table gone.
        file.Execute("""
            BEGIN;
            ALTER TABLE segments RENAME TO segments_kept;
            CREATE VIEW segments AS WITH RECURSIVE endless (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM endless)
              SELECT -number AS kind, number AS state, number AS due_until, number AS rev_until, number AS from_time, number + 1 AS until_time FROM endless;
            COMMIT;
            """);
        // The due passes, and what is due next is looked for.
        while (journal.Gauges.ReadersInUse == 0)
        {
            file.Time.Advance(TimeSpan.FromDays(1));
            await Task.Delay(20, JournalFile.Ct);
        }

        await journal.DisposeAsync();

        Assert.DoesNotContain(log.Lines, line =>
            line.Contains(" Error ", StringComparison.Ordinal) || line.Contains(" Critical ", StringComparison.Ordinal));
    }
}
