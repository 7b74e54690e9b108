using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Sqlite.Backup;
using Microsoft.Extensions.Logging.Abstractions;

namespace DiplomacyApi.Tests.Storage.Sqlite.Backup;

public sealed class BackupTests
{
    private static CancellationToken Ct => JournalFile.Ct;

    [Fact]
    public async Task A_backup_made_while_writing_is_the_log_up_to_its_head()
    {
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        await file.ActorAsync("usa");
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !enough.IsCancellationRequested; i++)
                await file.RecordAsync(Say.Demand("russia", "usa", "2022-01-18", $"d{i}"));
        }, Ct);

        var backups = Enumerable.Range(0, 5).Select(i => Backups.Make(file.Path, $"{file.Path}.b{i}", Ct)).ToList();
        await enough.CancelAsync();
        await writing;

        foreach (var backup in backups)
        {
            Assert.Equal(file.Queries.Entries.HashAt(backup.Head.Revision, Ct), backup.Head.Hash);
            var restored = Restores.Run(backup.Path, backup.Path + ".restored", "operator", file.Time, Ct);
            Assert.Null(restored.Repaired);
        }
        Assert.Equal(backups.Select(backup => backup.Head.Revision).Order(), backups.Select(backup => backup.Head.Revision));
    }

    [Fact]
    public async Task A_restored_log_goes_on_under_another_id_and_holds_what_was_known_before()
    {
        await using var file = await DemandedAsync();
        var old = file.Journal.Head;
        var page = file.Queries.Points.Of(null);
        var backup = Backups.Make(file.Path, file.Path + ".backup", Ct);
        await file.RecordAsync(Say.Remark("usa", "russia", "2022-01-20", "lost"));
        var before = file.Journal.Head;

        var restored = Restores.Run(backup.Path, file.Path + ".new", "operator", file.Time, Ct);
        await using var journal = await Open(file, file.Path + ".new");

        Assert.Equal(before, file.Journal.Head);
        Assert.Equal((old.LogId, old.Revision), (restored.Parent.LogId, restored.Parent.Revision));
        Assert.Equal((restored.Head.LogId, old.Revision + 1), (journal.Head.LogId, journal.Head.Revision));
        Assert.NotEqual(old.LogId, journal.Head.LogId);
        Assert.Equal(old.Hash, journal.Queries.Entries.HashAt(old.Revision, Ct));
        Assert.Equal(
            [(old.LogId, 1L), (journal.Head.LogId, old.Revision + 1)],
            journal.Epochs.All.Select(epoch => (epoch.LogId, epoch.FirstRevision)));
        Assert.True(journal.Epochs.Holds(page.LogId, page.Revision));
        Assert.False(journal.Epochs.Holds(old.LogId, old.Revision + 1));
        Assert.False(journal.Epochs.Holds("another", 1));

        var recorded = await journal.Writer.RecordStatementAsync(
            Say.Answer("usa", "russia", "2022-01-26", "security", Disposition.Rejected), JournalFile.Recorder, Ct);
        Assert.Equal(journal.Head.LogId, recorded.Changes[0].LogPosition.LogId);
        Assert.Null(journal.Verify(journal.Head, Ct).Last().Flaw);
        Assert.Null(journal.VerifyProjections(Ct));
        Assert.All((await journal.Watches.ChangesAfterAsync(0, Ct)).Items, one =>
            Assert.Equal(journal.Head.LogId, one.Change.LogPosition.LogId));
    }

    [Fact]
    public async Task A_position_of_before_the_restore_is_refused_with_where_it_holds()
    {
        await using var file = await DemandedAsync();
        var old = file.Journal.Head;
        Restores.Run(Backups.Make(file.Path, file.Path + ".backup", Ct).Path, file.Path + ".new", "operator", file.Time, Ct);
        await using var journal = await Open(file, file.Path + ".new");

        var refused = Assert.Throws<RefusedException>(() =>
            journal.Queries.Points.Of(new ReadAt { MinRevision = new LogPosition { LogId = old.LogId, Revision = 1 } }));

        Assert.Equal(ErrorReason.LogMismatch, refused.Reason);
        Assert.Equal((journal.Head.LogId, old.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            (refused.Metadata["log_id"], refused.Metadata["fork_revision"]));
        var other = Assert.Throws<RefusedException>(() =>
            journal.Queries.Points.Of(new ReadAt { MinRevision = new LogPosition { LogId = "another", Revision = 1 } }));
        Assert.Empty(other.Metadata);
    }

    [Fact]
    public async Task A_log_with_epochs_can_be_moved_restored_again_and_rebuilt()
    {
        await using var file = await DemandedAsync();
        Restores.Run(Backups.Make(file.Path, file.Path + ".backup", Ct).Path, file.Path + ".new", "operator", file.Time, Ct);
        Restores.Run(Backups.Make(file.Path + ".new", file.Path + ".backup2", Ct).Path, file.Path + ".newer", "operator", file.Time, Ct);
        await using var journal = await Open(file, file.Path + ".newer");
        await journal.RebuildAsync(Ct);
        Assert.Null(journal.Verify(journal.Head, Ct).Last().Flaw);
        await using var other = await JournalFile.OpenAsync();
        var part = new ImportJournalRequest
        {
            Head = new LogPosition { LogId = journal.Head.LogId, Revision = journal.Head.Revision },
            HeadHash = Google.Protobuf.ByteString.CopyFrom(journal.Head.Hash),
            Sealed = true,
            Epochs = { journal.Epochs.All },
            Entries = { journal.Queries.Entries.Entries(0, journal.Head.Revision, 1 << 20, Ct) },
        };
        var wrong = part.Clone();
        wrong.Epochs.RemoveAt(1);

        Assert.Equal(ErrorReason.ChainBroken,
            (await Assert.ThrowsAsync<RefusedException>(() => other.Journal.TakeOverAsync(wrong, Ct))).Reason);
        await other.Journal.TakeOverAsync(part, Ct);
        await other.ReopenAsync();

        Assert.Equal(3, other.Journal.Epochs.All.Count);
        Assert.Null(other.Flaw());
        Assert.Equal(journal.Head.Hash, other.Journal.Head.Hash);
    }

    [Fact]
    public async Task A_backup_is_not_served_as_it_is()
    {
        await using var file = await DemandedAsync();
        var backup = Backups.Make(file.Path, file.Path + ".backup", Ct);

        var refused = await Assert.ThrowsAsync<JournalException>(() => Open(file, backup.Path));

        Assert.Contains("restore --from", refused.Message, StringComparison.Ordinal);
        Assert.Throws<JournalException>(() => Backups.Make(file.Path, backup.Path, Ct));
        Assert.Contains("overwrites nothing",
            Assert.Throws<JournalException>(() => Restores.Run(backup.Path, backup.Path, "operator", file.Time, Ct)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE payload SET bytes = zeroblob(length(bytes)) WHERE revision = 3", "revision 3")]
    [InlineData("DROP TRIGGER journal_is_not_updated; UPDATE journal SET recorder = 'other' WHERE revision = 2; "
        + "CREATE TRIGGER journal_is_not_updated BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never updated'); END",
        "revision 2")]
    public async Task A_copy_that_was_changed_is_not_restored(string change, string expected)
    {
        await using var file = await DemandedAsync();
        var backup = Backups.Make(file.Path, file.Path + ".backup", Ct);
        Change(backup.Path, change);

        var refused = Assert.Throws<JournalException>(() => Restores.Run(backup.Path, file.Path + ".new", "operator", file.Time, Ct));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(file.Path + ".new"));
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.GetDirectoryName(file.Path)!), path =>
            path.Contains(".restoring", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_damaged_copy_is_not_restored()
    {
        await using var file = await DemandedAsync();
        var backup = Backups.Make(file.Path, file.Path + ".backup", Ct);
        await using (var bytes = new FileStream(backup.Path, FileMode.Open)) bytes.SetLength(bytes.Length / 2);

        Assert.Contains("damaged",
            Assert.Throws<JournalException>(() => Restores.Run(backup.Path, file.Path + ".new", "operator", file.Time, Ct)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_copy_derived_wrongly_is_reported_and_derived_anew()
    {
        await using var file = await DemandedAsync();
        var backup = Backups.Make(file.Path, file.Path + ".backup", Ct);
        Change(backup.Path, "UPDATE segments SET state = 4");

        var restored = Restores.Run(backup.Path, file.Path + ".new", "operator", file.Time, Ct);

        Assert.Equal((3L, JournalFlawKind.Projections), (restored.Repaired!.Revision, restored.Repaired.Kind));
        await using var journal = await Open(file, file.Path + ".new");
        Assert.Null(journal.VerifyProjections(Ct));
    }

    [Fact]
    public async Task What_is_derived_wrongly_is_found_in_the_file_that_is_served()
    {
        await using var file = await DemandedAsync();
        Assert.Null(file.Journal.VerifyProjections(Ct));

        file.Execute("DELETE FROM segments");

        Assert.Equal((3L, JournalFlawKind.Projections),
            (file.Journal.VerifyProjections(Ct)!.Revision, file.Journal.VerifyProjections(Ct)!.Kind));
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.GetDirectoryName(file.Path)!), path =>
            path.Contains(".copy-", StringComparison.Ordinal));
    }

    private static async Task<JournalFile> DemandedAsync()
    {
        var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        await file.ActorAsync("usa");
        await file.RecordAsync(Say.Demand("russia", "usa", "2022-01-18", "security"));
        return file;
    }

    private static void Change(string path, string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static Task<JournalStore> Open(JournalFile file, string path) =>
        JournalStore.OpenAsync(new JournalOptions { Path = path }, file.Time, NullLoggerFactory.Instance, Ct);
}
