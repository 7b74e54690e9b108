using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace DiplomacyApi.Tests.Storage.Sqlite.Files;

/// <summary>What is refused for a known reason harms nothing, and the next write may go on; what is not known ends the writing.</summary>
public sealed class FaultTests
{
    private static CancellationToken Ct => JournalFile.Ct;

    [Fact]
    public async Task A_file_that_another_program_holds_locked_refuses_writes_until_it_is_let_go()
    {
        await using var file = await OneAsync();
        RefusedException refused;
        using (var other = file.Connect())
        {
            Run(other, "BEGIN IMMEDIATE");
            refused = await Assert.ThrowsAsync<RefusedException>(() => file.RecordAsync(Say.Remark("russia", "russia", "2022-01-18")));
            Assert.NotNull(file.Queries.Actors.Actor("actors/russia", file.Queries.Points.Of(null), Ct));
            Run(other, "ROLLBACK");
        }

        Assert.Equal(ErrorReason.StorageLocked, refused.Reason);
        Assert.False(file.Journal.Fatal.IsCompleted);
        Assert.Equal(2, (await file.RecordAsync(Say.Remark("russia", "russia", "2022-01-18"))).LogPosition.Revision);
    }

    [Fact]
    public async Task A_full_disk_refuses_an_erasure_as_a_whole_and_takes_it_once_there_is_space()
    {
        await using var file = await OneAsync();
        await file.RecordAsync(Say.Remark("russia", "russia", "2022-01-18", "first"));
        await file.ReopenAsync(pagesMax: 1);
        while (true)
        {
            try { await file.RecordAsync(Say.Remark("russia", "russia", "2022-01-18")); }
            catch (RefusedException full) when (full.Reason == ErrorReason.StorageFull) { break; }
        }
        var before = file.Dump("payload", "statements");

        var request = new EraseStatementRequest
        {
            Statement = "statements/first",
            Extent = ErasureExtent.Words,
            Note = new string('n', 1_000_000),
        };
        var refused = await Assert.ThrowsAsync<RefusedException>(() => file.Writer.EraseStatementAsync(request, JournalFile.Recorder, Ct));

        Assert.Equal(ErrorReason.StorageFull, refused.Reason);
        Assert.Equal(before, file.Dump("payload", "statements"));
        Assert.False(file.Journal.Fatal.IsCompleted);
        await file.ReopenAsync();
        await file.EraseAsync("statements/first", ErasureExtent.Words);
        Assert.Null(file.Flaw());
    }

    [Fact]
    public async Task A_database_that_is_broken_ends_the_writing_and_reports_so()
    {
        await using var file = await OneAsync();
        for (var i = 0; i < 50; i++) await file.RecordAsync(Say.Remark("russia", "russia", "2022-01-18"));
        await file.ReopenAsync();
        await using (var bytes = new FileStream(file.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            bytes.Position = 4096;
            bytes.Write(new byte[bytes.Length - 4096]);
        }

        var refused = await Assert.ThrowsAsync<RefusedException>(() => file.RecordAsync(Say.Remark("russia", "russia", "2022-01-18")));

        Assert.Equal(ErrorReason.OutcomeUnknown, refused.Reason);
        await Assert.ThrowsAnyAsync<Exception>(() => file.Journal.Fatal);
        Assert.Equal(ErrorReason.ShuttingDown,
            (await Assert.ThrowsAsync<RefusedException>(() => file.RecordAsync(Say.Remark("russia", "russia", "2022-01-18")))).Reason);
    }

    [Fact]
    public async Task A_statement_id_that_is_sent_again_after_a_restart_is_recorded_once()
    {
        await using var file = await OneAsync();
        await file.RecordAsync(Say.Remark("russia", "russia", "2022-01-18", "first"));
        await file.ReopenAsync();

        var again = await Assert.ThrowsAsync<RefusedException>(() =>
            file.RecordAsync(Say.Remark("russia", "russia", "2022-01-18", "first")));

        Assert.Equal((ErrorReason.StatementExists, 2), (again.Reason, file.Journal.Head.Revision));
    }

    [Fact]
    public async Task What_was_committed_is_brought_into_the_database_before_the_log_beside_it_grows_large()
    {
        await using var file = await OneAsync();
        for (var i = 0; i < 400; i++) await file.RecordAsync(Say.Remark("russia", "russia", "2022-01-18"));

        Assert.True(new FileInfo(file.Path).Length > 200_000);
        Assert.InRange(new FileInfo(file.Path + "-wal").Length, 1, 12_000_000);
    }

    [Fact]
    public async Task An_sqlite_that_is_too_old_is_refused_by_its_number()
    {
        await using var file = await OneAsync();
        var options = new JournalOptions { Path = file.Path + ".other", SqliteOldest = new Version(99, 0) };

        var refused = await Assert.ThrowsAsync<JournalException>(() =>
            JournalStore.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance, Ct));

        Assert.Contains("too old: 99.0", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_goes_back_holds_neither_writes_nor_erasures_up()
    {
        await using var file = await OneAsync();
        var first = await file.RecordAsync(Say.Remark("russia", "russia", "2022-01-18", "first"));
        await file.ReopenAsync();
        file.Time.AdjustTime(file.Time.GetUtcNow().AddYears(-1));

        await file.EraseAsync("statements/first", ErasureExtent.Words);

        Assert.Equal(first.Statement.RecordTime.ToDateTimeOffset(), file.Journal.Head.RecordTime);
        Assert.Null(file.Flaw());
    }

    private static async Task<JournalFile> OneAsync()
    {
        var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        return file;
    }

    private static void Run(Microsoft.Data.Sqlite.SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
