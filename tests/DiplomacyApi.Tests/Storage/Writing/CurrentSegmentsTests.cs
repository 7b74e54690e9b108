using Diplomacy.V1;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Tests.Storage.Writing;

/// <summary>What a write touches, in rows: it grows with what the write changes, and not with what was said before.</summary>
public sealed class CurrentSegmentsTests
{
    private const int Few = 5;
    private const int Many = 400;

    [Fact]
    public async Task The_next_plain_act_on_a_demand_of_many_acts_writes_the_rows_that_it_writes_on_one_of_few()
    {
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        await file.ActorAsync("usa");
        foreach (var (demand, acts) in new[] { ("few", Few), ("many", Many) })
        {
            await file.RecordAsync(Say.Demand("russia", "usa", "2022-01-18", demand));
            await file.Writer.BatchRecordStatementsAsync(
                new BatchRecordStatementsRequest { Requests = { Enumerable.Range(0, acts).Select(act => Answer(demand, act)) } },
                JournalFile.Recorder, JournalFile.Ct);
        }

        var onFew = await TouchedAsync(file, Answer("few", Many));
        var onMany = await TouchedAsync(file, Answer("many", Many));
        // In another process, which has yet to read and fold what was said.
        await file.ReopenAsync();
        var onManyAgain = await TouchedAsync(file, Answer("many", Many + 1));

        Assert.Equal(onFew, onMany);
        Assert.Equal(onFew, onManyAgain);
        // Of the answer and of when the demand was last spoken of: one that is cut, and one that follows.
        Assert.Equal((0, 2, 2), onFew);
    }

    /// <summary>How many segments the next write closes, cuts and opens.</summary>
    private static async Task<(int Closed, int Cut, int Opened)> TouchedAsync(JournalFile file, RecordStatementRequest request)
    {
        await file.RecordAsync(request);
        await using var connection = new SqliteConnection($"Data Source={file.Path};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(JournalFile.Ct);
        return (await CountAsync("rev_until"), await CountAsync("cut_rev"), await CountAsync("rev_from"));

        async Task<int> CountAsync(string column)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT count(*) FROM segments WHERE {column} = $revision";
            command.Parameters.AddWithValue("$revision", file.Journal.Head.Revision);
            return Convert.ToInt32(await command.ExecuteScalarAsync(JournalFile.Ct), System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Answers that take turns, so that each changes the position.</summary>
    private static RecordStatementRequest Answer(string demand, int act) =>
        Say.Answer("usa", "russia", $"2022-01-19T{act / 60:00}:{act % 60:00}:00Z", demand,
            act % 2 == 0 ? Disposition.Accepted : Disposition.Rejected);
}
