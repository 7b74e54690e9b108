using Diplomacy.V1;
using DiplomacyApi.Server.Commands;
using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Tests.Storage;
using DiplomacyApi.Tests.Storage.Postgres;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;

namespace DiplomacyApi.Tests.Server.Commands;

/// <summary>`move` takes a log to PostgreSQL and back, and nothing of it is another then.</summary>
[Trait(TestStores.Trait, TestStores.File)]
public sealed class MoveCommandTests(SharedCluster cluster) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diplomacy-move-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Source => Path.Combine(_folder.FullName, TestServer.JournalName);

    [Fact]
    public async Task A_log_that_goes_to_postgres_and_back_has_the_same_hash_and_rows_and_the_old_one_is_sealed()
    {
        await SeededJournals.CopyToAsync(_folder.FullName, TimeProvider.System);
        await using var database = await TestDatabase.CreateAsync(await cluster.StartedAsync(Ct));
        var back = Path.Combine(_folder.FullName, "back.db");

        var (code, notes) = await RunAsync("move", "--from", Source, "--to", database.Connection);
        Assert.True(code == 0, notes);
        (code, notes) = await RunAsync("move", "--from", database.Connection, "--to", back);
        Assert.True(code == 0, notes);

        await using var first = await OpenAsync(Source);
        await using var last = await OpenAsync(back);
        Assert.Equal((LogState.Sealed, LogState.Open), (first.State, last.State));
        Assert.Equal(first.Head, last.Head);
        Assert.Equal(first.Queries.Entries.Entries(0, first.Head.Revision, long.MaxValue, Ct),
            last.Queries.Entries.Entries(0, first.Head.Revision, long.MaxValue, Ct));
        Assert.Null(last.VerifyProjections(Ct));
        Assert.Equal(LogState.Sealed, (LogState)database.Select("SELECT state FROM log").Single());
    }

    [Fact]
    public async Task A_move_that_was_cut_goes_on_and_one_that_is_done_is_done_again()
    {
        await SeededJournals.CopyToAsync(_folder.FullName, TimeProvider.System);
        await using var database = await TestDatabase.CreateAsync(await cluster.StartedAsync(Ct));
        await CutAsync(database.Connection, entries: 100);
        for (var times = 0; times < 2; times++)
        {
            var (code, notes) = await RunAsync("move", "--from", Source, "--to", database.Connection);
            Assert.True(code == 0, notes);
        }
        await using var source = await OpenAsync(Source);
        Assert.Equal(source.Head.Hash, database.Select("SELECT head_hash FROM log").Single());
        Assert.Equal(LogState.Open, (LogState)database.Select("SELECT state FROM log").Single());
    }

    [Fact]
    public async Task A_place_that_holds_another_log_is_refused_and_the_source_is_not_sealed()
    {
        await SeededJournals.CopyToAsync(_folder.FullName, TimeProvider.System);
        await using var other = await JournalFile.OpenAsync();
        await other.ActorAsync("ru");
        await other.Journal.DisposeAsync();
        var (code, notes) = await RunAsync("move", "--from", Source, "--to", other.Path);
        Assert.Equal(1, code);
        Assert.Contains("holds another log", notes, StringComparison.Ordinal);
        await using var source = await OpenAsync(Source);
        Assert.Equal(LogState.Open, source.State);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Takes over the first entries, as a move does that is killed then.</summary>
    private async Task CutAsync(string connection, int entries)
    {
        await using var source = await OpenAsync(Source);
        await using var target = await JournalStore.OpenAsync(
            new JournalOptions { Postgres = connection }, TimeProvider.System, NullLoggerFactory.Instance, Ct);
        var part = new ImportJournalRequest
        {
            Head = new LogPosition { LogId = source.Head.LogId, Revision = source.Head.Revision },
            HeadHash = ByteString.CopyFrom(source.Head.Hash),
            Sealed = true,
            Epochs = { source.Epochs.All },
        };
        part.Entries.AddRange(source.Queries.Entries.Entries(0, source.Head.Revision, long.MaxValue, Ct).Take(entries));
        Assert.Equal(entries, (await target.TakeOverAsync(part, Ct)).Revision);
    }

    private static async Task<(int Code, string Notes)> RunAsync(params string[] arguments)
    {
        await using var notes = new StringWriter();
        return (await CommandLine.RunAsync(arguments, TimeProvider.System, TextWriter.Null, notes), notes.ToString());
    }

    private static Task<JournalStore> OpenAsync(string path) =>
        JournalStore.OpenAsync(new JournalOptions { Path = path }, TimeProvider.System, NullLoggerFactory.Instance, Ct);
}
