using Diplomacy.V1;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Streaming;

/// <summary>Who does not read holds up nobody, and misses nothing.</summary>
public sealed class ManyWatchersTests
{
    private const int Watchers = 200;
    private const int Entries = 20;

    [Fact]
    public async Task All_watchers_but_the_stuck_one_are_reported_all_and_the_stuck_one_reads_on_where_it_was()
    {
        var time = new CountedTime();
        await using var server = await TestServer.StartSeededAsync(time);
        using var stuck = Watch(server);
        var watches = Enumerable.Range(0, Watchers).Select(_ => Watch(server)).ToList();
        // All have begun.
        await Task.WhenAll(watches.Append(stuck).Select(watch => watch.ResponseStream.MoveNext(TestServer.Token)));

        var (recorded, timers) = (new List<long>(), time.Timers);
        for (var entry = 0; entry < Entries; entry++)
            recorded.Add(
                (await server.Client.Statements.RecordStatementAsync(
                    Requests.Remark(new string('x', 10_000)), cancellationToken: TestServer.Token)).LogPosition.Revision);
        var received = await Task.WhenAll(watches.Select(watch => ReadAsync(watch, recorded[^1])));

        Assert.All(received, revisions => Assert.Equal(recorded, revisions));
        Assert.Equal(recorded, await ReadAsync(stuck, recorded[^1]));
        // What waits for a time is one for all watches, and not one for each at each entry.
        Assert.InRange(time.Timers - timers, 0, Watchers * Entries / 10);
        foreach (var watch in watches) watch.Dispose();
    }

    private sealed class CountedTime : TimeProvider
    {
        private int _timers;

        public int Timers => Volatile.Read(ref _timers);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref _timers);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }

    private static AsyncServerStreamingCall<WatchStatementsResponse> Watch(TestServer server) =>
        server.Client.Statements.WatchStatements(
            new WatchStatementsRequest { Start = new WatchStart { FromNow = new() } }, cancellationToken: TestServer.Token);

    private static async Task<List<long>> ReadAsync(AsyncServerStreamingCall<WatchStatementsResponse> watch, long until)
    {
        var revisions = new List<long>();
        while (await watch.ResponseStream.MoveNext(TestServer.Token))
        {
            revisions.AddRange(watch.ResponseStream.Current.Events.Select(one => one.LogPosition.Revision));
            if (watch.ResponseStream.Current.Through.Revision >= until) break;
        }
        return revisions;
    }
}
