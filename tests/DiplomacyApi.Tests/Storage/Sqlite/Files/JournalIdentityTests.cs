using System.Diagnostics;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Sqlite.Backup;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DiplomacyApi.Tests.Storage.Sqlite.Files;

/// <summary>A journal is one file, whatever it is called, and stays where it is while it is served.</summary>
public sealed class JournalIdentityTests
{
    private static CancellationToken Ct => JournalFile.Ct;

    [Fact]
    public async Task A_link_to_a_journal_is_that_journal()
    {
        await using var file = await JournalFile.OpenAsync();
        var (link, logId) = (file.Path + ".link", file.Journal.Head.LogId);
        File.CreateSymbolicLink(file.Path + ".first", Path.GetFileName(file.Path));
        File.CreateSymbolicLink(link, file.Path + ".first");

        var refused = await Assert.ThrowsAsync<JournalException>(() => Open(link));
        await file.Journal.DisposeAsync();
        await using (var opened = await Open(link)) Assert.Equal(logId, opened.Head.LogId);

        Assert.Contains($"{file.Path} is held by another process", refused.Message, StringComparison.Ordinal);
        Assert.Equal([link], Directory.EnumerateFiles(Path.GetDirectoryName(link)!, "journal.db.link*"));
    }

    [Fact]
    public async Task A_journal_with_two_names_is_refused_under_both()
    {
        await using var file = await JournalFile.OpenAsync();
        await file.Journal.DisposeAsync();
        var other = file.Path + ".other";
        await Tool("ln", file.Path, other);

        foreach (var name in new[] { file.Path, other })
        {
            var refused = await Assert.ThrowsAsync<JournalException>(() => Open(name));
            Assert.Contains($"{name} has 2 names (hard links)", refused.Message, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(other + ".lock"));
        File.Delete(other);
        await file.ReopenAsync();
    }

    [Fact]
    public async Task A_refused_opener_leaves_the_locks_of_the_one_who_has_it()
    {
        if (!OperatingSystem.IsLinux()) return;
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        var before = await LocksAsync(file.Path);
        File.Delete(file.Path + ".lock");

        await Assert.ThrowsAsync<JournalException>(() => Open(file.Path));

        Assert.Contains(before, line => line.Contains("POSIX", StringComparison.Ordinal));
        Assert.Contains(before, line => line.Contains("OFDLCK", StringComparison.Ordinal));
        Assert.Equal(before, await LocksAsync(file.Path));
    }

    [Theory]
    [InlineData("", "moved")]
    [InlineData("", "removed")]
    [InlineData("", "replaced")]
    [InlineData("-wal", "moved")]
    [InlineData("-shm", "removed")]
    public async Task Nothing_is_acknowledged_into_a_file_that_is_not_at_its_path_any_more(string suffix, string how)
    {
        if (!OperatingSystem.IsLinux()) return;
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");

        Lose(file.Path + suffix, how);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => file.ActorAsync("usa"));

        Assert.Equal(ErrorReason.OutcomeUnknown, refused.Reason);
        Assert.Contains("was moved, removed or replaced", (await Fatal(file)).InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_lost_is_noticed_where_nothing_is_written()
    {
        if (!OperatingSystem.IsLinux()) return;
        await using var file = await JournalFile.OpenAsync();
        Lose(file.Path, "moved");
        Assert.False(file.Journal.Fatal.IsCompleted);

        file.Time.Advance(Limits.FileCheckInterval);

        Assert.Contains(file.Path, (await Fatal(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_moved_while_it_was_served_is_whole_when_it_is_put_back()
    {
        if (!OperatingSystem.IsLinux()) return;
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        File.Move(file.Path, file.Path + ".moved");
        await Assert.ThrowsAsync<RefusedException>(() => file.ActorAsync("usa"));
        await file.Journal.DisposeAsync();

        File.Move(file.Path + ".moved", file.Path);
        await file.ReopenAsync();

        Assert.Equal(2, file.Journal.Head.Revision);
        Assert.Null(file.Flaw());
    }

    [Fact]
    public async Task No_folder_is_made_for_a_journal()
    {
        await using var file = await JournalFile.OpenAsync();
        var folder = Path.Combine(Path.GetDirectoryName(file.Path)!, "not-mounted");

        var refused = await Assert.ThrowsAsync<JournalException>(() => Open(Path.Combine(folder, "journal.db")));
        var restored = Assert.Throws<JournalException>(() =>
            Restores.Run(file.Path, Path.Combine(folder, "journal.db"), "operator", file.Time, Ct));
        var isFolder = await Assert.ThrowsAsync<JournalException>(() => Open(Path.GetDirectoryName(file.Path)!));

        Assert.Contains($"There is no folder {folder}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(refused.Message, restored.Message);
        Assert.Contains("is a folder; name a file in it", isFolder.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task A_journal_that_must_exist_is_not_made()
    {
        await using var file = await JournalFile.OpenAsync();
        var missing = file.Path + ".missing";

        var refused = await Assert.ThrowsAsync<JournalException>(() =>
            JournalStore.OpenAsync(new JournalOptions { Path = missing, MustExist = true }, TimeProvider.System, NullLoggerFactory.Instance,
                Ct));

        Assert.StartsWith($"There is no journal {missing};", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(missing)!, "journal.db.missing*"));
    }

    [Fact]
    public async Task A_new_log_is_reported()
    {
        await using var file = await JournalFile.OpenAsync();
        using var log = new Server.Access.LogLines();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        foreach (var path in new[] { file.Path + ".misspelt", file.Path + ".misspelt" })
            await using (await JournalStore.OpenAsync(new JournalOptions { Path = path }, TimeProvider.System, loggers, Ct)) { }

        Assert.Contains($"in {file.Path}.misspelt, where there was no journal",
            Assert.Single(log.Lines, line => line.Contains("Created a new, empty log", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    private static void Lose(string path, string how)
    {
        if (how != "removed") File.Move(path, path + ".moved");
        else File.Delete(path);
        if (how == "replaced") File.Copy(path + ".moved", path);
    }

    private static async Task<Exception> Fatal(JournalFile file) =>
        await Assert.ThrowsAnyAsync<Exception>(() => file.Journal.Fatal.WaitAsync(Ct));

    private static async Task<List<string>> LocksAsync(string path)
    {
        var inode = (await Tool("stat", "-c", "%i", path)).Trim();
        // The first word numbers the lines.
        return [.. (await File.ReadAllLinesAsync("/proc/locks", Ct)).Where(line => line.Contains($":{inode} ", StringComparison.Ordinal))
            .Select(line => line[line.IndexOf(' ', StringComparison.Ordinal)..]).Order(StringComparer.Ordinal)];
    }

    private static async Task<string> Tool(string name, params string[] words)
    {
        using var run = Process.Start(new ProcessStartInfo(name, words) { RedirectStandardOutput = true })!;
        var output = await run.StandardOutput.ReadToEndAsync(Ct);
        await run.WaitForExitAsync(Ct);
        return output;
    }

    private static Task<JournalStore> Open(string path) =>
        JournalStore.OpenAsync(new JournalOptions { Path = path }, TimeProvider.System, NullLoggerFactory.Instance, Ct);
}
