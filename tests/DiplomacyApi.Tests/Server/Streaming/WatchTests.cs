using Diplomacy.V1;
using DiplomacyApi.Client;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;

namespace DiplomacyApi.Tests.Server.Streaming;

/// <summary>Where a watch begins, what it sends when nothing matches, and how large its messages are.</summary>
public sealed class WatchTests
{
    [Fact]
    public async Task A_watch_that_begins_nowhere_or_elsewhere_is_refused()
    {
        await using var server = await TestServer.StartSeededAsync();
        var head = (await server.Client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token)).LogPosition;

        await AssertRefusedAsync(server, null, StatusCode.InvalidArgument, ErrorReason.Required, "start");
        await AssertRefusedAsync(server, new WatchStart(), StatusCode.InvalidArgument, ErrorReason.Required, "start");
        await AssertRefusedAsync(server, After("another", 1), StatusCode.FailedPrecondition, ErrorReason.LogMismatch, "start.after.log_id");
        await AssertRefusedAsync(server, After("", 1), StatusCode.InvalidArgument, ErrorReason.Required, "start.after.log_id");
        await AssertRefusedAsync(server, After(head.LogId, head.Revision + 1), StatusCode.OutOfRange, ErrorReason.RevisionInFuture,
            "start.after.revision");
        await AssertRefusedAsync(server, After(head.LogId, -1), StatusCode.InvalidArgument, ErrorReason.InvalidValue,
            "start.after.revision");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 999_999_999)]
    [InlineData(301, 0)]
    [InlineData(-5, 0)]
    [InlineData(2, -1)]
    public async Task An_interval_that_is_none_is_refused(long seconds, int nanos)
    {
        await using var server = await TestServer.StartEmptyAsync();
        var request = new WatchStatementsRequest { Start = FromNow, ProgressInterval = new Duration { Seconds = seconds, Nanos = nanos } };

        var refusal = await RefusalAsync(server.Client.Statements.WatchStatements(request, cancellationToken: TestServer.Token));

        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.InvalidValue), (refusal.Status, refusal.Reason));
        Assert.Equal("progress_interval", refusal.Fields[0].Field);
    }

    [Fact]
    public async Task From_earliest_reports_all_and_from_now_only_what_follows()
    {
        await using var server = await TestServer.StartSeededAsync();
        using var all = server.Client.Statements.WatchStatements(
            new WatchStatementsRequest { Start = new WatchStart { FromEarliest = new() } }, cancellationToken: TestServer.Token);
        using var later = server.Client.Statements.WatchStatements(
            new WatchStatementsRequest { Start = FromNow }, cancellationToken: TestServer.Token);
        var listed = (await server.Client.Statements.ListStatementsAsync(
            new ListStatementsRequest { PageSize = 1_000 }, cancellationToken: TestServer.Token)).Statements;
        var opened = await NextAsync(later);

        var recorded = await server.Client.Statements.RecordStatementAsync(Requests.Remark(), cancellationToken: TestServer.Token);
        var received = new List<StatementEvent>();
        do
        {
            received.AddRange((await NextAsync(all)).Events);
        }
        while (all.ResponseStream.Current.Through.Revision < recorded.LogPosition.Revision);

        Assert.Empty(opened.Events);
        Assert.True(opened.CaughtUp);
        Assert.Equal(recorded.Statement, Assert.Single((await NextAsync(later)).Events).Statement);
        Assert.Equal(listed.Select(one => one.Name).Reverse().Append(recorded.Statement.Name), received.Select(one => one.Statement.Name));
        Assert.True(all.ResponseStream.Current.CaughtUp);
        Assert.Equal(TimeSpan.FromSeconds(15), opened.ProgressInterval.ToTimeSpan());
    }

    [Fact]
    public async Task The_position_is_reported_on_a_timer_while_nothing_matches()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await TestServer.StartSeededAsync(time);
        using var watch = server.Client.Statements.WatchStatements(
            new WatchStatementsRequest
            {
                Start = FromNow,
                Filter = new StatementFilter { Speaker = "actors/france" },
                ProgressInterval = Duration.FromTimeSpan(TimeSpan.FromSeconds(20)),
            },
            cancellationToken: TestServer.Token);
        var opened = await NextAsync(watch);
        var recorded = await server.Client.Statements.RecordStatementAsync(Requests.Remark(), cancellationToken: TestServer.Token);

        // It is sent at a time of the server's clock, and received when that may have gone on.
        var seconds = 0;
        for (var progress = 1; progress <= 3; progress++)
        {
            var next = watch.ResponseStream.MoveNext(TestServer.Token);
            for (; !next.IsCompleted; seconds++)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                await Task.WhenAny(next, Task.Delay(50, TestServer.Token));
            }
            Assert.True(await next);
            Assert.Empty(watch.ResponseStream.Current.Events);
            Assert.Equal(recorded.LogPosition, watch.ResponseStream.Current.Through);
            Assert.True(watch.ResponseStream.Current.CaughtUp);
            Assert.True(seconds >= 20 * progress, $"received {progress} times after {seconds} s");
        }
        Assert.True(opened.Through.Revision < recorded.LogPosition.Revision);
    }

    [Fact]
    public async Task What_is_larger_than_a_message_is_reported_in_several()
    {
        await using var server = await TestServer.StartSeededAsync();
        var batch = new BatchRecordStatementsRequest();
        for (var number = 0; number < 12; number++)
        {
            var large = Requests.Remark();
            for (var text = 0; text < 15; text++) large.Statement.Summaries.Add(new LocalizedText { Text = new string('я', 10_000) });
            batch.Requests.Add(large);
        }
        var recorded = await server.Client.Statements.BatchRecordStatementsAsync(batch, cancellationToken: TestServer.Token);
        using var watch = server.Client.Statements.WatchStatements(new WatchStatementsRequest
        {
            Start = After(recorded.LogPosition.LogId, recorded.LogPosition.Revision - 12),
        }, cancellationToken: TestServer.Token);

        var received = new List<StatementEvent>();
        while (received.Count < 12)
        {
            var message = await NextAsync(watch);
            received.AddRange(message.Events);
            Assert.InRange(message.CalculateSize(), 1, (1 << 20) + (1 << 16));
            Assert.Equal(received[^1].LogPosition, message.Through);
            Assert.Equal(received.Count == 12, message.CaughtUp);
        }
        Assert.Equal(recorded.Statements, received.Select(one => one.Statement));
    }

    [Fact]
    public async Task Between_the_parts_of_one_entry_the_position_stays_before_it()
    {
        await using var server = await TestServer.StartSeededAsync();
        var demand = Requests.Of(
            statement => statement.Demand = new DemandAct
            {
                Titles = { Text("a demand of many") },
                Due = new PartialDate { Text = "2022-03" },
            },
            speaker: "actors/russia");
        for (var number = 0; number < 12; number++)
        {
            var id = $"{new string('c', 60)}{number}";
            await server.Client.Actors.CreateActorAsync(
                new CreateActorRequest { ActorId = id, Actor = new Actor { Type = ActorType.State, DisplayNames = { Text(id) } } },
                cancellationToken: TestServer.Token);
            demand.Statement.OnBehalfOf.Add($"actors/{id}");
        }
        for (var item = 0; item < 160; item++)
            demand.Statement.Demand.Items.Add(new DemandItem { Id = $"item-{item}", Titles = { Text("an item") } });
        demand.Statement.Addressees.Clear();
        demand.Statement.Addressees.AddRange(["actors/nato", "actors/united-states", "actors/ukraine", "actors/germany"]);
        var recorded = await server.Client.Statements.RecordStatementAsync(demand, cancellationToken: TestServer.Token);
        using var watch = server.Client.Negotiations.WatchDemands(new WatchDemandsRequest
        {
            Start = After(recorded.LogPosition.LogId, recorded.LogPosition.Revision - 1),
        }, cancellationToken: TestServer.Token);

        var (received, messages) = (new List<StatusChange>(), 0);
        for (var isWhole = false; !isWhole; messages++)
        {
            var message = await NextAsync(watch);
            received.AddRange(message.Changes);
            Assert.InRange(message.CalculateSize(), 1, (1 << 20) + (1 << 16));
            isWhole = received.Count == recorded.Changes.Count;
            Assert.Equal(recorded.LogPosition.Revision - (isWhole ? 0 : 1), message.Through.Revision);
            Assert.Equal(isWhole, message.CaughtUp);
        }
        Assert.True(messages > 1);
        Assert.Equal(recorded.Changes, received);
    }

    [Fact]
    public async Task What_changes_while_a_snapshot_is_sent_is_reported_once_in_it_or_after_it()
    {
        await using var server = await TestServer.StartSeededAsync();
        var recorders = new Recorders(server.Client, 4, TestServer.Token);
        recorders.Start();
        while (await server.HeadAsync() < 200) await Task.Delay(5, TestServer.Token);
        using var watch = server.Client.Negotiations.WatchDemands(
            new WatchDemandsRequest { Start = FromNow, SendSnapshot = true }, cancellationToken: TestServer.Token);

        var snapshot = new List<Demand>();
        var message = await NextAsync(watch);
        for (; !message.SnapshotComplete; message = await NextAsync(watch))
        {
            snapshot.AddRange(message.Snapshot);
            Assert.Null(message.Through);
            Assert.Empty(message.Changes);
        }
        var opened = message.Through;
        await recorders.StopAsync();
        var (head, changes) = (await server.HeadAsync(), new List<StatusChange>());
        do
        {
            message = await NextAsync(watch);
            changes.AddRange(message.Changes);
        }
        while (message.Through.Revision < head);

        Assert.Equal(recorders.Recorded.SelectMany(entry => entry.Changes).Where(change => change.LogPosition.Revision > opened.Revision),
            changes);
        var known = await server.Client.Negotiations.ListDemandsAsync(
            new ListDemandsRequest { PageSize = 1_000, At = new ReadAt { KnownAtRevision = opened.Revision } },
            cancellationToken: TestServer.Token);
        Assert.Equal(known.Demands, snapshot);
    }

    private static WatchStart FromNow => new() { FromNow = new() };

    private static WatchStart After(string logId, long revision) =>
        new() { After = new LogPosition { LogId = logId, Revision = revision } };

    private static LocalizedText Text(string text) => new() { Text = text };

    private static async Task<T> NextAsync<T>(AsyncServerStreamingCall<T> call)
    {
        Assert.True(await call.ResponseStream.MoveNext(TestServer.Token));
        return call.ResponseStream.Current;
    }

    private static async Task AssertRefusedAsync(TestServer server, WatchStart? start, StatusCode status, ErrorReason reason, string field)
    {
        var refusals = new[]
        {
            await RefusalAsync(server.Client.Statements.WatchStatements(
                new WatchStatementsRequest { Start = start }, cancellationToken: TestServer.Token)),
            await RefusalAsync(server.Client.Negotiations.WatchDemands(
                new WatchDemandsRequest { Start = start }, cancellationToken: TestServer.Token)),
        };
        Assert.All(refusals, refusal =>
        {
            Assert.Equal((status, reason), (refusal.Status, refusal.Reason));
            Assert.Equal(field, refusal.Fields[0].Field);
        });
    }

    private static async Task<DiplomacyException> RefusalAsync<T>(AsyncServerStreamingCall<T> call)
    {
        using (call) return await Assert.ThrowsAsync<DiplomacyException>(() => call.ResponseStream.MoveNext(TestServer.Token));
    }
}
