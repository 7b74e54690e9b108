using Diplomacy.V1;
using DiplomacyApi.Storage.Sqlite.Files;
using DiplomacyApi.Storage.Watching;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DiplomacyApi.Tests.Storage.Sqlite.QueryPlans;

/// <summary>
/// The next due is looked for again after each write: what it takes must not grow with what was asked for and answered before.
/// </summary>
public sealed class NextDueTests
{
    /// <summary>SQLITE_STMTSTATUS_VM_STEP: the steps of SQLite's own machine.</summary>
    private const int Steps = 4;

    [Fact]
    public async Task What_was_answered_long_before_its_due_is_not_looked_at()
    {
        await using var file = await JournalFile.OpenAsync();
        foreach (var actor in new[] { "russia", "usa" }) await file.ActorAsync(actor);
        await file.RecordAsync(Asked("pending", "2031-06-01"));

        var few = await AfterAnsweredAsync(file, 0, 5);
        var many = await AfterAnsweredAsync(file, 5, 100);

        Assert.Equal(few, many);
    }

    private static async Task<IReadOnlyList<int>> AfterAnsweredAsync(JournalFile file, int from, int until)
    {
        for (var number = from; number < until; number++)
        {
            await file.RecordAsync(Asked($"answered-{number}", "2031-01-01"));
            await file.RecordAsync(Say.Promise("usa", "russia", "2022-01-18", $"answered-{number}", "2030-01-01"));
            await file.RecordAsync(Say.Answer("usa", "russia", "2022-01-19", $"answered-{number}", Disposition.Rejected));
        }
        using var connection = Connections.Open(file.Path, SqliteOpenMode.ReadOnly);
        return [.. DueClock.NextTexts().Select(text => StepsOf(connection, text))];
    }

    private static int StepsOf(SqliteConnection connection, string text)
    {
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_prepare_v2(connection.Handle, text, out var statement));
        using (statement)
        {
            raw.sqlite3_bind_int64(statement, 1, DueClock.PlaceOf(new DateTimeOffset(2022, 2, 1, 0, 0, 0, TimeSpan.Zero)));
            Assert.Equal(raw.SQLITE_ROW, raw.sqlite3_step(statement));
            return raw.sqlite3_stmt_status(statement, Steps, 0);
        }
    }

    private static RecordStatementRequest Asked(string demand, string due)
    {
        var request = Say.Demand("russia", "usa", "2022-01-17", demand);
        request.Statement.Demand.Due = new PartialDate { Text = due };
        return request;
    }
}
