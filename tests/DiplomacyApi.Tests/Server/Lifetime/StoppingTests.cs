using System.Collections.Concurrent;
using System.Globalization;
using Diplomacy.V1;
using DiplomacyApi.Client;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Lifetime;

/// <summary>A server that is asked to stop: what was answered is recorded, and who watched knows where to go on.</summary>
public sealed class StoppingTests
{
    private const int Writers = 16;
    private const int Watchers = 20;

    [Fact]
    public async Task Whoever_watches_goes_on_after_the_position_that_the_end_of_the_stream_has()
    {
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        var recorded = new ConcurrentBag<long>();
        var watched = new List<(List<long> Received, LogPosition Last)>();
        await using (var server = await TestServer.StartSeededAsync(folder: folder.FullName))
        {
            var writers = Enumerable.Range(0, Writers).Select(_ => Task.Run(() => RecordAsync(server.Client, recorded), TestServer.Token))
                .ToList();
            var watchers = Enumerable.Range(0, Watchers).Select(_ => WatchAsync(server.Client)).ToList();
            while (recorded.Count < 200) await Task.Delay(10, TestServer.Token);

            await server.StopAsync();

            await Task.WhenAll(writers);
            watched.AddRange(await Task.WhenAll(watchers));
        }

        await using var again = await TestServer.StartAsync("", TimeProvider.System, folder.FullName);
        var head = await again.HeadAsync();
        var all = await EntriesAsync(again.Client, null, head);
        Assert.Subset(all.ToHashSet(), recorded.ToHashSet());
        Assert.All(watched, watch =>
        {
            Assert.Equal(watch.Received, all.Where(revision => revision <= watch.Last.Revision));
        });
        Assert.Equal(all.Where(revision => revision > watched[0].Last.Revision), await EntriesAsync(again.Client, watched[0].Last, head));
        await again.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static async Task RecordAsync(DiplomacyClient client, ConcurrentBag<long> recorded)
    {
        try
        {
            while (true)
                recorded.Add(
                    (await client.Statements.RecordStatementAsync(
                        Requests.Remark(), cancellationToken: TestServer.Token)).LogPosition.Revision);
        }
        catch (DiplomacyException refusal)
        {
            Assert.Equal(StatusCode.Unavailable, refusal.Status);
        }
    }

    private static async Task<(List<long> Received, LogPosition Last)> WatchAsync(DiplomacyClient client)
    {
        var received = new List<long>();
        using var call = client.Statements.WatchStatements(
            new WatchStatementsRequest { Start = new WatchStart { FromEarliest = new() } }, cancellationToken: TestServer.Token);
        var end = await Assert.ThrowsAsync<DiplomacyException>(async () =>
        {
            await foreach (var message in call.ResponseStream.ReadAllAsync(TestServer.Token))
                received.AddRange(message.Events.Select(one => one.LogPosition.Revision));
        });
        Assert.Equal((StatusCode.Unavailable, ErrorReason.ShuttingDown), (end.Status, end.Reason));
        return (received,
            new LogPosition
            {
                LogId = end.Metadata["log_id"],
                Revision = long.Parse(end.Metadata["revision"], CultureInfo.InvariantCulture),
            });
    }

    private static async Task<List<long>> EntriesAsync(DiplomacyClient client, LogPosition? after, long until)
    {
        var start = after is null ? new WatchStart { FromEarliest = new() } : new WatchStart { After = after };
        using var call = client.Statements.WatchStatements(
            new WatchStatementsRequest { Start = start }, cancellationToken: TestServer.Token);
        var received = new List<long>();
        await foreach (var message in call.ResponseStream.ReadAllAsync(TestServer.Token))
        {
            received.AddRange(message.Events.Select(one => one.LogPosition.Revision));
            if (message.Through.Revision >= until) break;
        }
        return received;
    }
}
