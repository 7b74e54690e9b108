using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Sqlite.Backup;
using Microsoft.Extensions.Logging.Abstractions;

namespace DiplomacyApi.Tests.Storage.Sqlite.Files;

/// <summary>
/// What lies beside a database: the log of a writer that died is the file's own, and that of another file is refused by its name.
/// </summary>
public sealed class FoundLogTests
{
    private static CancellationToken Ct => JournalFile.Ct;

    [Fact]
    public async Task What_a_writer_that_died_left_is_taken_up()
    {
        await using var file = await FilledAsync(10);
        await file.ReopenAsync();
        await WriteAsync(file, 5);
        var crashed = file.Path + ".crashed";
        Copy(file.Path, crashed);
        Copy(file.Path + "-wal", crashed + "-wal");

        await using var journal = await Open(crashed);

        Assert.Equal((file.Journal.Head.LogId, file.Journal.Head.Revision), (journal.Head.LogId, journal.Head.Revision));
        Assert.Equal(file.Journal.Head.Hash, journal.Head.Hash);
    }

    [Fact]
    public async Task A_restored_file_is_not_served_with_the_log_of_the_file_that_was_there()
    {
        await using var file = await FilledAsync(10);
        var backup = Backups.Make(file.Path, file.Path + ".backup", Ct);
        var place = file.Path + ".place";
        Restores.Run(backup.Path, place, "operator", file.Time, Ct);
        await WriteAsync(file, 200);
        Copy(file.Path + "-wal", place + "-wal");

        await AssertRefusedAsync(place, place + "-wal", "Move the log away");

        File.Delete(place + "-wal");
        await using var journal = await Open(place);
        Assert.Equal(backup.Head.Revision + 1, journal.Head.Revision);
    }

    [Fact]
    public async Task An_older_copy_of_the_file_is_not_served_with_a_log_that_is_younger()
    {
        await using var file = await FilledAsync(10);
        await file.Journal.DisposeAsync();
        var place = file.Path + ".place";
        Copy(file.Path, place);
        await file.ReopenAsync();
        await WriteAsync(file, 300);
        await file.ReopenAsync();
        await WriteAsync(file, 3);
        Copy(file.Path + "-wal", place + "-wal");

        await AssertRefusedAsync(place, place + "-wal", "Move the log away");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_log_whose_file_is_missing_is_not_overwritten_by_an_empty_one(bool isEmpty)
    {
        await using var file = await FilledAsync(10);
        var place = file.Path + ".place";
        Copy(file.Path + "-wal", place + "-wal");
        if (isEmpty) await File.WriteAllBytesAsync(place, [], Ct);

        await AssertRefusedAsync(place, place + "-wal", "put the file back");
    }

    [Theory]
    [InlineData("-wal")]
    [InlineData("-shm")]
    [InlineData("-journal")]
    public async Task Nothing_is_restored_or_copied_beside_what_is_of_another_file(string suffix)
    {
        await using var file = await FilledAsync(3);
        var backup = Backups.Make(file.Path, file.Path + ".backup", Ct);
        var place = file.Path + ".place";
        await File.WriteAllTextAsync(place + suffix, "of another", Ct);

        var restored = Assert.Throws<JournalException>(() => Restores.Run(backup.Path, place, "operator", file.Time, Ct));
        var copied = Assert.Throws<JournalException>(() => Backups.Make(file.Path, place, Ct));

        Assert.All([restored, copied], refused => Assert.StartsWith(place + suffix, refused.Message, StringComparison.Ordinal));
        Assert.Equal("of another", await File.ReadAllTextAsync(place + suffix, Ct));
        Assert.False(File.Exists(place));
    }

    private static async Task AssertRefusedAsync(string path, params string[] named)
    {
        var before = Contents(path);

        var refused = await Assert.ThrowsAsync<JournalException>(() => Open(path));

        Assert.All(named, word => Assert.Contains(word, refused.Message, StringComparison.Ordinal));
        Assert.Equal(before, Contents(path));
    }

    private static string[] Contents(string path) =>
        [.. new[] { path, path + "-wal" }.Select(file => File.Exists(file) ? Convert.ToHexString(File.ReadAllBytes(file)) : "")
            .Select(text => text.Length == 0 ? "nothing" : text)];

    private static void Copy(string from, string to)
    {
        // The writer keeps it open.
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var target = new FileStream(to, FileMode.CreateNew);
        source.CopyTo(target);
    }

    private static async Task<JournalFile> FilledAsync(int statements)
    {
        var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        await WriteAsync(file, statements);
        return file;
    }

    private static async Task WriteAsync(JournalFile file, int statements)
    {
        for (var number = 0; number < statements; number++) await file.RecordAsync(Say.Remark("russia", "russia", "2022-01-18"));
    }

    private static Task<JournalStore> Open(string path) =>
        JournalStore.OpenAsync(new JournalOptions { Path = path }, TimeProvider.System, NullLoggerFactory.Instance, Ct);
}
