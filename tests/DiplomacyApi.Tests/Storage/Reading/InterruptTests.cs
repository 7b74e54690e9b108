using Diplomacy.V1;

namespace DiplomacyApi.Tests.Storage.Reading;

/// <summary>A caller who waits no longer ends what SQLite does for it.</summary>
public sealed class InterruptTests
{
    [Fact]
    public async Task A_read_without_an_end_is_interrupted_and_its_connection_reads_on_for_others()
    {
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        await file.RecordAsync(Say.Remark("russia", "russia", "2022-01-18", "first"));
        var point = file.Queries.Points.Of(null);
        var before = file.Queries.Statements.StatementsBytes(EndlessRead.Filter, point, 50, null, JournalFile.Ct);

        using (new EndlessRead(file.Path))
        {
            // Several times, so that it is seen that each gave its connection back.
            for (var time = 0; time < 3; time++)
            {
                using var over = CancellationTokenSource.CreateLinkedTokenSource(JournalFile.Ct);
                var read = Task.Run(() => file.Queries.Statements.StatementsBytes(EndlessRead.Filter, point, 50, null, over.Token),
                    JournalFile.Ct);
                over.CancelAfter(TimeSpan.FromMilliseconds(300));
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
            }
        }

        Assert.Empty(before.Items);
        Assert.Empty(file.Queries.Statements.StatementsBytes(EndlessRead.Filter, point, 50, null, JournalFile.Ct).Items);
        Assert.Single(file.Queries.Statements.StatementsBytes(new StatementFilter(), point, 50, null, JournalFile.Ct).Items);
    }
}
