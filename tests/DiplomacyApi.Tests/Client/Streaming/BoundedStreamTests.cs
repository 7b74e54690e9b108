using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Client.Connection;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Client.Streaming;

/// <summary>No stream is opened for ever in vain, and none is kept whole in memory.</summary>
public sealed class BoundedStreamTests
{
    /// <summary>More than is kept back.</summary>
    private const int Large = 40;

    private static WatchDemandsRequest WithSnapshot =>
        new() { Start = new WatchStart { FromNow = new WatchStart.Types.FromNow() }, SendSnapshot = true };

    [Fact]
    public async Task A_server_that_ends_streams_without_a_word_is_asked_a_bounded_number_of_times()
    {
        var (imports, exports, watches) = (new EndingStatements(), new EndingStatements(), new EndingStatements());

        var import = await FailureAsync(imports, client => client.ImportStatementsAsync(One(), new ImportOptions(), TestServer.Token));
        var export = await FailureAsync(exports, client => client.ExportStatementsAsync(new ExportStatementsRequest(), TestServer.Token));
        var watch = await FailureAsync(watches, client => client.WatchStatementsAsync(new WatchStatementsRequest(), TestServer.Token));

        Assert.Equal((10, 10, 1), (imports.Opened, exports.Opened, watches.Opened));
        Assert.Contains("batch 1", import.Message, StringComparison.Ordinal);
        Assert.Contains("after item 0", export.Message, StringComparison.Ordinal);
        Assert.Contains("before it began", watch.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_that_ends_without_an_acknowledgement_is_not_tried_again()
    {
        var imports = new EndingStatements();

        await FailureAsync(imports, client => client.ImportStatementsAsync(One(), new ImportOptions { DryRun = true }, TestServer.Token));

        Assert.Equal(1, imports.Opened);
    }

    [Fact]
    public async Task A_small_snapshot_is_handed_over_when_it_is_whole()
    {
        var service = new SnapshotSender(3);
        await using var server = await ForeignServer.ServingAsync(service);
        using var client = new DiplomacyClient(new DiplomacyClientOptions { Address = server.Address });
        await using var watch = client.WatchDemandsAsync(WithSnapshot, TestServer.Token).GetAsyncEnumerator(TestServer.Token);

        var first = watch.MoveNextAsync().AsTask();
        while (service.Opened == 0) await Task.Delay(10, TestServer.Token);
        var wasHeld = !first.IsCompleted;
        service.GoesOn.SetResult(true);

        Assert.True(await first && wasHeld);
        Assert.Equal(3, await CountAsync(watch));
    }

    [Fact]
    public async Task A_large_snapshot_is_handed_over_in_parts()
    {
        var service = new SnapshotSender(Large);
        await using var server = await ForeignServer.ServingAsync(service);
        using var client = new DiplomacyClient(new DiplomacyClientOptions { Address = server.Address });
        await using var watch = client.WatchDemandsAsync(WithSnapshot, TestServer.Token).GetAsyncEnumerator(TestServer.Token);

        // The server waits before the last part for what is handed over here.
        Assert.True(await watch.MoveNextAsync());
        service.GoesOn.SetResult(true);

        Assert.Equal(Large, await CountAsync(watch));
    }

    [Fact]
    public async Task A_large_snapshot_that_is_cut_in_the_middle_ends_the_watch()
    {
        var service = new SnapshotSender(Large);
        await using var server = await ForeignServer.ServingAsync(service);
        using var client = new DiplomacyClient(new DiplomacyClientOptions { Address = server.Address });
        await using var watch = client.WatchDemandsAsync(WithSnapshot, TestServer.Token).GetAsyncEnumerator(TestServer.Token);
        Assert.True(await watch.MoveNextAsync());
        service.GoesOn.SetResult(false);

        var cut = await Assert.ThrowsAsync<DiplomacyException>(() => CountAsync(watch));

        Assert.True(cut.IsTransient);
        Assert.Contains("start the watch again", cut.Message, StringComparison.Ordinal);
        Assert.Equal(1, service.Opened);
    }

    /// <summary>The demands from where the watch is to the end of its snapshot.</summary>
    private static async Task<int> CountAsync(IAsyncEnumerator<WatchDemandsResponse> watch)
    {
        var count = watch.Current.Snapshot.Count;
        while (!watch.Current.SnapshotComplete && await watch.MoveNextAsync()) count += watch.Current.Snapshot.Count;
        return count;
    }

    private static async Task<DiplomacyException> FailureAsync<T>(
        EndingStatements service, Func<DiplomacyClient, IAsyncEnumerable<T>> stream)
    {
        await using var server = await ForeignServer.ServingAsync(service);
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider { AutoAdvanceAmount = TimeSpan.Zero };
        using var client = new DiplomacyClient(new DiplomacyClientOptions { Address = server.Address, Time = time });
        var failed = Assert.ThrowsAsync<DiplomacyException>(async () => await stream(client).ToListAsync(TestServer.Token));
        while (!failed.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(failed, Task.Delay(10, TestServer.Token));
        }
        return await failed;
    }

    private static async IAsyncEnumerable<StatementItem> One()
    {
        var request = Requests.Remark("imported");
        request.StatementId = "imported";
        yield return new StatementItem { Statement = request };
        await Task.CompletedTask;
    }
}
