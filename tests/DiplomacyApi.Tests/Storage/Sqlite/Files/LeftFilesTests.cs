using DiplomacyApi.Storage.Sqlite.Backup;


namespace DiplomacyApi.Tests.Storage.Sqlite.Files;

/// <summary>
/// Files beside a journal: what a server that died left of its own is deleted, and nothing else is, whatever its name begins with.
/// </summary>
public sealed class LeftFilesTests
{
    private const string Own = ".copy-0123456789abcdef";

    private static CancellationToken Ct => JournalFile.Ct;

    [Fact]
    public async Task A_start_deletes_the_copies_of_servers_that_died_and_no_others()
    {
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        Backups.Make(file.Path, file.Path + ".copy-monday", Ct);
        string[] kept = [".copy-before-upgrade", ".copy-0123456789ABCDEF", Own + "0", Own + ".txt", ".copy-", ".part", ".copy-x.db",
            ".copy-x.db-wal", ".copy-1111111111111111", ".copy-1111111111111111-wal"];
        string[] left = [Own, Own + "-journal", Own + Own, ".copy-2222222222222222.lock"];
        foreach (var name in kept.Concat(left)) await File.WriteAllTextAsync(file.Path + name, "", Ct);

        await file.ReopenAsync();

        Assert.All(left, name => Assert.False(File.Exists(file.Path + name), name));
        Assert.All(kept.Append(".copy-monday"), name => Assert.True(File.Exists(file.Path + name), name));
    }

    [Fact]
    public async Task A_copy_that_is_being_made_is_not_deleted()
    {
        await using var file = await JournalFile.OpenAsync();
        await File.WriteAllTextAsync(file.Path + Own, "", Ct);
        await using var maker = new FileStream(file.Path + Own + ".lock", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);

        await file.ReopenAsync();

        Assert.True(File.Exists(file.Path + Own));
    }

    [Fact]
    public async Task A_backup_deletes_no_file_of_another_server()
    {
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        string[] kept = [".b.part", ".b.part-wal", ".b.part.lock"];
        foreach (var name in kept) await File.WriteAllTextAsync(file.Path + name, "of another", Ct);

        Backups.Make(file.Path, file.Path + ".b", Ct);

        Assert.All(kept, name => Assert.Equal("of another", File.ReadAllText(file.Path + name)));
    }

    [Fact]
    public async Task A_restore_deletes_no_journal_of_another_server()
    {
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        var backup = Backups.Make(file.Path, file.Path + ".b", Ct);
        foreach (var name in new[] { ".new.restoring", ".new.restoring-wal" })
            await File.WriteAllTextAsync(file.Path + name, "of another", Ct);

        var refused = Assert.Throws<DiplomacyApi.Storage.Journal.JournalException>(() =>
            Restores.Run(backup.Path, file.Path + ".new", "operator", file.Time, Ct));

        Assert.Contains("in the way", refused.Message, StringComparison.Ordinal);
        Assert.Equal("of another", await File.ReadAllTextAsync(file.Path + ".new.restoring", Ct));
    }

    [Fact]
    public async Task A_database_of_something_else_in_the_place_of_the_words_is_left_as_it_is()
    {
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        await file.Journal.DisposeAsync();
        File.Delete(file.Path + ".search");
        JournalFile.Execute(file.Path + ".search", "CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('of another')");
        var before = await File.ReadAllBytesAsync(file.Path + ".search", Ct);

        await file.ReopenAsync();
        await file.ActorAsync("usa");
        await file.Journal.DisposeAsync();

        Assert.Equal(before, await File.ReadAllBytesAsync(file.Path + ".search", Ct));
    }
}
