namespace DiplomacyApi.Tests.Storage.Reading;

/// <summary>However many read, no more than a fixed number of connections to the file is opened; the others wait.</summary>
public sealed class ReadersTests
{
    private const int ReadersMax = 2;
    private const int Reads = 12;

    [Fact]
    public async Task Reads_beyond_the_connections_that_there_are_wait_and_open_no_files()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The files that a process has open are seen in /proc, which is there on Linux alone.");
        await using var file = await JournalFile.OpenAsync(readersMax: ReadersMax);
        await file.ActorAsync("russia");
        await file.RecordAsync(Say.Remark("russia", "russia", "2022-01-18", "first"));
        var point = file.Queries.Points.Of(null);

        using (new EndlessRead(file.Path))
        using (var over = CancellationTokenSource.CreateLinkedTokenSource(JournalFile.Ct))
        {
            using var begun = new CountdownEvent(Reads);
            // Threads of their own, so that all of them begin, however few threads the pool has.
            var reads = Enumerable.Range(0, Reads).Select(_ => Task.Factory.StartNew(() =>
            {
                begun.Signal();
                return file.Queries.Statements.StatementsBytes(EndlessRead.Filter, point, 50, null, over.Token);
            }, JournalFile.Ct, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToList();
            await Task.Run(() => begun.Wait(JournalFile.Ct), JournalFile.Ct);
            await Task.Delay(TimeSpan.FromMilliseconds(300), JournalFile.Ct);

            // The writer has it open, the lock on it, the test itself, and the readers.
            Assert.InRange(Open(file.Path), 1, 3 + ReadersMax);
            Assert.DoesNotContain(reads, read => read.IsCompleted);

            await over.CancelAsync();
            foreach (var read in reads) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        }
        Assert.NotNull(file.Queries.Actors.Actor("actors/russia", point, JournalFile.Ct));
    }

    /// <summary>How often this process has the file open.</summary>
    private static int Open(string path) => Directory.GetFiles("/proc/self/fd").Count(one =>
    {
        try
        {
            return File.ResolveLinkTarget(one, returnFinalTarget: false)?.FullName == path;
        }
        catch (IOException)
        {
            // It was closed since it was listed.
            return false;
        }
    });
}
