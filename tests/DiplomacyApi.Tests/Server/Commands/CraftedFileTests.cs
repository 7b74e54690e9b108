using DiplomacyApi.Storage.Sqlite.Backup;
using DiplomacyApi.Tests.Storage;

namespace DiplomacyApi.Tests.Server.Commands;

/// <summary>Files that somebody else wrote, given to the executable: what lies in them is data, and is never run.</summary>
public sealed class CraftedFileTests
{
    [Fact]
    public async Task A_copy_whose_table_name_is_SQL_is_refused_and_writes_nothing()
    {
        await using var file = await FilledAsync();
        var copy = Backups.Make(file.Path, file.Path + ".backup", TestServer.Token).Path;
        var stolen = file.Path + ".stolen";
        JournalFile.Execute(copy, Trap(stolen));

        var (code, errors) = await ServerProcess.CommandAsync("restore", "--from", copy, "--data", file.Path + ".new");

        AssertRefused(code, errors, "the table 'epochs\"; COMMIT;");
        Assert.False(File.Exists(stolen));
        Assert.False(File.Exists(file.Path + ".new"));
    }

    [Theory]
    [InlineData("verify", "--projections")]
    [InlineData("serve", "--port=0")]
    [InlineData("rebuild")]
    [InlineData("unseal")]
    public async Task A_journal_whose_table_name_is_SQL_is_refused_and_writes_nothing(string command, params string[] more)
    {
        await using var file = await FilledAsync();
        await file.Journal.DisposeAsync();
        var stolen = file.Path + ".stolen";
        // Tables of another build are dropped by a start.
        JournalFile.Execute(file.Path, Trap(stolen) + "; UPDATE log SET projections = ''");

        var (code, errors) = await ServerProcess.CommandAsync(command, [.. more, "--data", file.Path]);

        AssertRefused(code, errors, "the table 'epochs\"; COMMIT;");
        Assert.False(File.Exists(stolen));
    }

    [Theory]
    [InlineData(
        "CREATE TRIGGER other AFTER INSERT ON payload BEGIN UPDATE payload SET bytes = replace(bytes, 'accepts', 'rejects') WHERE revision = new.revision; END",
        "the trigger 'other'")]
    [InlineData("CREATE TRIGGER segments AFTER INSERT ON segments BEGIN DELETE FROM segments; END", "the trigger 'segments'")]
    [InlineData("CREATE VIEW other AS SELECT * FROM payload", "the view 'other'")]
    [InlineData("CREATE INDEX other ON journal (recorder)", "the index 'other'")]
    [InlineData("DROP TRIGGER journal_is_not_updated", "the trigger 'journal_is_not_updated'")]
    [InlineData("DROP INDEX journal_request", "the index 'journal_request'")]
    [InlineData("DROP TABLE makers; CREATE VIRTUAL TABLE makers USING fts5 (made)", "the table 'makers'")]
    [InlineData("INSERT INTO epochs VALUES (3, 'invented'); UPDATE log SET log_id = 'invented'", "began at revision 3")]
    [InlineData("UPDATE epochs SET log_id = 'other'", "does not end with the log's id")]
    [InlineData("DELETE FROM log", "0 rows")]
    [InlineData(
        "PRAGMA ignore_check_constraints = 1; INSERT INTO log SELECT 2, log_id, created_time, rules_version, state, projections FROM log",
        "2 rows")]
    public async Task A_file_with_another_schema_or_other_ids_is_refused_by_name(string change, string named)
    {
        await using var file = await FilledAsync();
        var copy = Backups.Make(file.Path, file.Path + ".backup", TestServer.Token).Path;
        await file.Journal.DisposeAsync();
        JournalFile.Execute(file.Path, change);
        JournalFile.Execute(copy, change);

        foreach (var words in new[]
        {
            ["restore", "--from", copy, "--data", file.Path + ".new"],
            ["verify", "--data", file.Path],
            new[] { "serve", "--port", "0", "--data", file.Path },
        })
        {
            var (code, errors) = await ServerProcess.CommandAsync(words[0], words[1..]);
            AssertRefused(code, errors, named);
        }
    }

    private static async Task<JournalFile> FilledAsync()
    {
        var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        await file.ActorAsync("usa");
        await file.RecordAsync(Say.Demand("russia", "usa", "2022-01-18", "security"));
        return file;
    }

    private static string Trap(string stolen) => $"""CREATE TABLE "epochs""; COMMIT; VACUUM INTO '{stolen}'; BEGIN; --" (x)""";

    private static void AssertRefused(int code, string errors, string named)
    {
        Assert.Equal(1, code);
        Assert.Contains(named, errors, StringComparison.Ordinal);
        Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
