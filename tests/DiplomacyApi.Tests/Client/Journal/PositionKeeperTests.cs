using DiplomacyApi.Client;
using DiplomacyApi.Server.Commands;
using DiplomacyApi.Tests.Server;
using DiplomacyApi.Tests.Storage.Postgres;

namespace DiplomacyApi.Tests.Client.Journal;

/// <summary>A log that is not the one that was seen, or no longer, is refused.</summary>
public sealed class PositionKeeperTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diplomacy-test-");

    private string Data => Path.Combine(_folder.FullName, "data");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_log_that_goes_on_is_accepted_and_its_head_kept_also_over_processes()
    {
        await using var server = await TestServer.StartSeededAsync();
        var file = Path.Combine(_folder.FullName, "position.json");

        var first = await server.Client.CheckLogAsync(PositionKeeper.InFile(file), TestServer.Token);
        await server.Client.Statements.RecordStatementAsync(Requests.Remark(), cancellationToken: TestServer.Token);
        var second = await server.Client.CheckLogAsync(PositionKeeper.InFile(file), TestServer.Token);

        Assert.Equal(first.Revision + 1, second.Revision);
        Assert.Equal(second, PositionKeeper.InFile(file).Read());
    }

    [Fact]
    public async Task A_keeper_of_ones_own_is_asked_by_its_asynchronous_members()
    {
        await using var server = await TestServer.StartSeededAsync();
        var keeper = new TableKeeper();

        var head = await server.Client.CheckLogAsync(keeper, TestServer.Token);
        await server.Client.CheckLogAsync(keeper, TestServer.Token);

        Assert.Equal((head, 2, 2), (keeper.Row, keeper.Reads, keeper.Writes));
    }

    [Trait(TestStores.Trait, TestStores.File)]
    [Fact]
    public async Task A_log_that_went_back_or_forked_or_is_another_is_refused_and_what_was_kept_stays()
    {
        var positions = PositionKeeper.InMemory();
        await WithServerAsync(server => server.Client.CheckLogAsync(positions, TestServer.Token));
        Copy(Data, $"{Data}.backup");
        var seen = await WithServerAsync(async server =>
        {
            await server.Client.Statements.RecordStatementAsync(
                Requests.Remark("lost by the restore"), cancellationToken: TestServer.Token);
            return await server.Client.CheckLogAsync(positions, TestServer.Token);
        });
        Directory.Delete(Data, recursive: true);
        Copy($"{Data}.backup", Data);

        var wentBack = await WithServerAsync(server => RefusedAsync(server, positions));
        var forkedAtHead = await WithServerAsync(async server =>
        {
            await server.Client.Statements.RecordStatementAsync(Requests.Remark("something else"), cancellationToken: TestServer.Token);
            return await RefusedAsync(server, positions);
        });
        var forkedBelow = await WithServerAsync(async server =>
        {
            await server.Client.Statements.RecordStatementAsync(Requests.Remark("and more"), cancellationToken: TestServer.Token);
            return await RefusedAsync(server, positions);
        });
        await using var another = await TestServer.StartWithNewLogAsync();
        var otherLog = await RefusedAsync(another, positions);

        Assert.Equal(
            [LogDifference.WentBack, LogDifference.Forked, LogDifference.Forked, LogDifference.OtherLog],
            new[] { wentBack, forkedAtHead, forkedBelow, otherLog }.Select(refusal => refusal.Difference));
        Assert.Equal(seen, positions.Read());
    }

    [Trait(TestStores.Trait, TestStores.File)]
    [Fact]
    public async Task A_restored_log_is_accepted_by_those_who_saw_nothing_that_is_lost()
    {
        var (before, after) = (PositionKeeper.InMemory(), PositionKeeper.InMemory());
        var (copy, restored) = (Path.Combine(_folder.FullName, "copy.db"), Path.Combine(_folder.FullName, "restored"));
        Directory.CreateDirectory(restored);
        var seen = await WithServerAsync(server => server.Client.CheckLogAsync(before, TestServer.Token));
        Assert.Equal(0,
            await CommandLine.RunAsync(["backup", "--to", copy, "--data", Path.Combine(Data, "journal.db")], TimeProvider.System,
                TextWriter.Null, TextWriter.Null));
        var lost = await WithServerAsync(async server =>
        {
            await server.Client.Statements.RecordStatementAsync(
                Requests.Remark("lost by the restore"), cancellationToken: TestServer.Token);
            return await server.Client.CheckLogAsync(after, TestServer.Token);
        });
        Assert.Equal(0,
            await CommandLine.RunAsync(["restore", "--from", copy, "--data", Path.Combine(restored, "journal.db")], TimeProvider.System,
                TextWriter.Null, TextWriter.Null));

        await using var server = await TestServer.StartAsync("", TimeProvider.System, restored);
        var accepted = await server.Client.CheckLogAsync(before, TestServer.Token);
        var refusal = await RefusedAsync(server, after);

        Assert.NotEqual(seen.LogId, accepted.LogId);
        Assert.Equal(accepted, before.Read());
        Assert.Equal((LogDifference.Forked, lost, accepted), (refusal.Difference, after.Read(), refusal.Found));
        Assert.Contains($"goes on as {accepted.LogId}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_holds_no_position_is_not_taken_for_nothing_seen()
    {
        var file = Path.Combine(_folder.FullName, "position.json");
        File.WriteAllText(file, "{}");

        var refusal = Assert.Throws<InvalidDataException>(() => PositionKeeper.InFile(file).Read());

        Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
    }

    private static Task<LogHistoryException> RefusedAsync(TestServer server, PositionKeeper positions) =>
        Assert.ThrowsAsync<LogHistoryException>(() => server.Client.CheckLogAsync(positions, TestServer.Token));

    private async Task<T> WithServerAsync<T>(Func<TestServer, Task<T>> work)
    {
        await using var server = await TestServer.StartSeededAsync(folder: Data);
        return await work(server);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    /// <summary>Keeps the place where only asynchronous calls reach.</summary>
    private sealed class TableKeeper : PositionKeeper
    {
        public KeptPosition? Row { get; private set; }

        public int Reads { get; private set; }

        public int Writes { get; private set; }

        public override KeptPosition? Read() => throw new NotSupportedException();

        public override void Keep(KeptPosition position) => throw new NotSupportedException();

        public override async ValueTask<KeptPosition?> ReadAsync(CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            Reads++;
            return Row;
        }

        public override async ValueTask KeepAsync(KeptPosition position, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            (Row, Writes) = (position, Writes + 1);
        }
    }
}
