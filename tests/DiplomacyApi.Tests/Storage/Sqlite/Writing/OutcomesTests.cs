using System.Diagnostics.Metrics;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Monitoring;
using Microsoft.Extensions.Logging.Abstractions;

namespace DiplomacyApi.Tests.Storage.Sqlite.Writing;

/// <summary>What a caller gets is what became of the write, whatever is thrown around it.</summary>
public sealed class OutcomesTests
{
    private static CancellationToken Ct => JournalFile.Ct;

    [Fact]
    public async Task A_listener_that_throws_changes_nothing()
    {
        await using var file = await OneAsync();
        var thrown = 0;
        using (var listener = new MeterListener())
        {
            listener.InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == Telemetry.Name) self.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<int>((instrument, _, _, _) =>
            {
                if (instrument.Name != "diplomacy.writer.group.size") return;
                Interlocked.Increment(ref thrown);
                throw new InvalidOperationException("An exporter failed.");
            });
            listener.Start();
            Assert.Equal(2, (await file.RecordAsync(Say.Remark("russia", "russia", "2022-01-18", "b"))).LogPosition.Revision);
            Assert.Equal(3, (await file.RecordAsync(Say.Remark("russia", "russia", "2022-01-18", "c"))).LogPosition.Revision);
        }

        Assert.True(thrown >= 1);
        Assert.Equal(4, (await file.RecordAsync(Say.Remark("russia", "russia", "2022-01-18", "d"))).LogPosition.Revision);
        Assert.False(file.Journal.Fatal.IsCompleted);
        Assert.NotNull(file.Queries.Statements.StatementBytes("statements/b", file.Queries.Points.Of(null), Ct));
    }

    [Fact]
    public async Task No_memory_leaves_the_outcome_unknown_and_ends_the_writing()
    {
        var folder = Directory.CreateTempSubdirectory("diplomacy-");
        var time = new FailingTime();
        await using (var journal = await JournalStore.OpenAsync(
            new JournalOptions { Path = Path.Combine(folder.FullName, "journal.db") }, time, NullLoggerFactory.Instance, Ct))
        {
            time.IsFailing = true;
            var request = new CreateActorRequest
            {
                ActorId = "a",
                Actor = new Actor { DisplayNames = { new LocalizedText { Text = "a" } } },
            };
            var refused = await Assert.ThrowsAsync<RefusedException>(() =>
                journal.Writer.CreateActorAsync(request, JournalFile.Recorder, Ct));
            time.IsFailing = false;

            Assert.Equal(ErrorReason.OutcomeUnknown, refused.Reason);
            Assert.True(journal.Fatal.IsFaulted);
            await Assert.ThrowsAsync<RefusedException>(() => journal.Writer.CreateActorAsync(request, JournalFile.Recorder, Ct));
        }
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_journal_that_does_not_end_at_the_head_ends_the_writing()
    {
        await using var file = await OneAsync();
        file.Execute(
            "INSERT INTO journal (revision, kind, id, record_time, recorder, commitment, hash) SELECT 2, kind, id, record_time, recorder, commitment, hash FROM journal");

        var refused = await Assert.ThrowsAsync<RefusedException>(() => file.RecordAsync(Say.Remark("russia", "russia", "2022-01-18", "b")));

        Assert.Equal(ErrorReason.OutcomeUnknown, refused.Reason);
        Assert.True(file.Journal.Fatal.IsFaulted);
    }

    [Fact]
    public async Task Each_caller_is_refused_by_an_exception_of_its_own()
    {
        await using var file = await OneAsync();
        await file.Journal.SealAsync();

        var refusals = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() =>
            Assert.ThrowsAsync<RefusedException>(() => file.RecordAsync(Say.Remark("russia", "russia", "2022-01-18", $"s{i}"))))));

        Assert.All(refusals, refused => Assert.Equal(ErrorReason.LogSealed, refused.Reason));
        Assert.Equal(refusals.Length, refusals.Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    [Fact]
    public async Task The_write_ahead_log_is_bounded_while_there_is_always_a_reader()
    {
        const int LogBytesMax = 1 << 20;
        await using var file = await JournalFile.OpenAsync();
        await file.Journal.DisposeAsync();
        await using var journal = await JournalStore.OpenAsync(
            new JournalOptions { Path = file.Path, WriteAheadLogBytesMax = LogBytesMax }, file.Time, NullLoggerFactory.Instance, Ct);
        using var done = new CancellationTokenSource();
        var reading = Task.Run(() => ReadHandOverHand(file, done.Token), Ct);

        var largest = 0L;
        for (var i = 0; i < 600; i++)
        {
            var actor = new Actor { DisplayNames = { new LocalizedText { Text = new string('x', 9_000) } } };
            await journal.Writer.CreateActorAsync(new CreateActorRequest { ActorId = $"a{i}", Actor = actor }, JournalFile.Recorder, Ct);
            largest = Math.Max(largest, new FileInfo(file.Path + "-wal").Length);
        }
        await done.CancelAsync();
        await reading;

        // It is looked at after each thousand pages, of 4 KB each, that were written to it.
        Assert.InRange(largest, LogBytesMax, LogBytesMax + (8 << 20));
    }

    /// <summary>Each reader begins before the one before it ends.</summary>
    private static void ReadHandOverHand(JournalFile file, CancellationToken ct)
    {
        using var one = file.Connect();
        using var other = file.Connect();
        var (reader, next) = (one, other);
        Begin(reader);
        while (!ct.IsCancellationRequested)
        {
            Thread.Sleep(5);
            Begin(next);
            End(reader);
            (reader, next) = (next, reader);
        }
        End(reader);

        static void Begin(Microsoft.Data.Sqlite.SqliteConnection connection) => Run(connection, "BEGIN; SELECT count(*) FROM log");
        static void End(Microsoft.Data.Sqlite.SqliteConnection connection) => Run(connection, "COMMIT");
        static void Run(Microsoft.Data.Sqlite.SqliteConnection connection, string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    private static async Task<JournalFile> OneAsync()
    {
        var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        return file;
    }

    /// <summary>Fails for the writer, which has a thread of its own.</summary>
    private sealed class FailingTime : TimeProvider
    {
        public volatile bool IsFailing;

        public override DateTimeOffset GetUtcNow() =>
            IsFailing && !Thread.CurrentThread.IsThreadPoolThread ? throw new InsufficientMemoryException() : base.GetUtcNow();
    }
}
