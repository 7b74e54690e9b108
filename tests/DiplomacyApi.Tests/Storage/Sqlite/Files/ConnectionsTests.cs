using DiplomacyApi.Storage.Sqlite.Files;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DiplomacyApi.Tests.Storage.Sqlite.Files;

/// <summary>What every connection to a file is set to.</summary>
public sealed class ConnectionsTests
{
    /// <summary>SQLITE_STMTSTATUS_REPREPARE.</summary>
    private const int TimesCompiledAgain = 5;

    [Fact]
    public async Task A_query_that_runs_again_with_another_limit_is_not_compiled_again()
    {
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        using var connection = Connections.Open(file.Path, SqliteOpenMode.ReadOnly);
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_prepare_v2(connection.Handle, "SELECT name FROM actors LIMIT ?1", out var statement));
        using (statement)
        {
            for (var limit = 1; limit < 4; limit++)
            {
                raw.sqlite3_bind_int(statement, 1, limit);
                Assert.Equal(raw.SQLITE_ROW, raw.sqlite3_step(statement));
                raw.sqlite3_reset(statement);
            }
            Assert.Equal(0, raw.sqlite3_stmt_status(statement, TimesCompiledAgain, 0));
        }
    }
}
