using Diplomacy.V1;
using DiplomacyApi.Domain;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;

namespace DiplomacyApi.Tests.Server.Obligations;

/// <summary>Dues that pass while somebody watches: sent once, of what was owed when they passed.</summary>
public sealed class DemandWatchTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2022, 6, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_due_that_passes_is_reported_once_to_who_watches_then()
    {
        await using var server = await TestServer.StartSeededAsync(_time);
        await DemandAsync(server, "second-of-june", "2022-06-02");
        await DemandAsync(server, "fourth-of-june", "2022-06-04");
        await DemandAsync(server, "answered", "2022-06-02");
        await SayAsync(server,
            Requests.Of(statement => statement.Response = new ResponseAct
            {
                Demands = { "demands/answered" },
                Position = Disposition.Rejected,
            }));
        using var early = Watch(server);
        using var filtered = Watch(server, new DemandFilter { Debtor = "actors/germany" });
        await OpenedAsync(early);
        await OpenedAsync(filtered);

        _time.Advance(TimeSpan.FromDays(2));
        Assert.Equal("demands/second-of-june", Assert.Single(await PassedAsync(early)).Subject);
        // What was past its due when it was recorded does not pass.
        await DemandAsync(server, "long-past", "2022-05-01");
        using var late = Watch(server, snapshot: true);
        await OpenedAsync(late);
        _time.Advance(TimeSpan.FromDays(2));
        var passed = Assert.Single(await PassedAsync(early));
        Assert.Equal("demands/fourth-of-june", Assert.Single(await PassedAsync(late)).Subject);

        Assert.Equal(("demands/fourth-of-june", StatusChangeKind.Overdue, DueState.Due, DueState.Overdue, "", true),
            (passed.Subject, passed.What, passed.Before.DueState, passed.After.DueState, passed.Cause, passed.ByClock));
        Assert.Equal((ObligationState.Outstanding, "actors/nato", await server.HeadAsync()),
            (passed.State, passed.Debtor, passed.LogPosition.Revision));
        // Nothing more of the clock comes before what is recorded next.
        await DemandAsync(server, "the-end", "2022-06-30");
        Assert.DoesNotContain(await UntilAsync(early, "demands/the-end"), change => change.ByClock);
        Assert.DoesNotContain(await UntilAsync(late, "demands/the-end"), change => change.ByClock);
        await DemandAsync(server, "germanys-end", "2022-06-30", "actors/germany");
        Assert.DoesNotContain(await UntilAsync(filtered, "demands/germanys-end"), change => change.ByClock);
    }

    [Fact]
    public async Task Dues_that_pass_one_after_the_other_all_reach_a_watch_that_reads_late()
    {
        await using var server = await TestServer.StartSeededAsync(_time);
        for (var day = 2; day < 20; day++) await DemandAsync(server, $"due-{day}", $"2022-06-{day:00}");
        using var watch = Watch(server);
        await OpenedAsync(watch);

        for (var day = 2; day < 22; day++)
        {
            _time.Advance(TimeSpan.FromDays(1));
            await Task.Yield();
        }
        var received = new List<string>();
        while (received.Count < 18) received.AddRange((await PassedAsync(watch)).Select(change => change.Subject));

        Assert.Equal(Enumerable.Range(2, 18).Select(day => $"demands/due-{day}"), received);
    }

    [Fact]
    public async Task A_due_promised_that_passes_is_reported_and_so_is_the_due_asked_after_it()
    {
        await using var server = await TestServer.StartSeededAsync(_time);
        foreach (var id in new[] { "asked-later", "answered", "more-time", "taken-back" })
        {
            await DemandAsync(server, id, "2022-06-10");
            await SayAsync(server, Requests.Of(statement =>
                statement.Promise = new PromiseAct
                {
                    Kind = PromiseKind.ToAnswer,
                    Demand = $"demands/{id}",
                    Due = new PartialDate { Text = "2022-06-02" },
                }),
                $"promise-{id}");
        }
        await SayAsync(server,
            Requests.Of(statement => statement.Response = new ResponseAct
            {
                Demands = { "demands/answered" },
                Position = Disposition.Rejected,
            }));
        await SayAsync(
            server, Requests.Of(statement => statement.Withdrawal = new WithdrawalAct { Subject = "statements/promise-taken-back" }));
        // What was promised before more time was given no longer counts.
        await SayAsync(server, Requests.Of(statement =>
        {
            statement.Addressees[0] = "actors/nato";
            statement.Assessment = new AssessmentAct
            {
                Demand = "demands/more-time",
                Verdict = Verdict.MoreTime,
                Due = new PartialDate { Text = "2022-07-20" },
            };
        }, speaker: "actors/russia"));
        using var watch = Watch(server);
        await OpenedAsync(watch);

        _time.Advance(TimeSpan.FromDays(2));
        var promised = Assert.Single(await PassedAsync(watch));
        _time.Advance(TimeSpan.FromDays(8));
        var asked = (await PassedAsync(watch)).ToDictionary(change => change.Subject);

        Assert.Equal(("demands/asked-later", StatusChangeKind.Overdue, DueState.Due, DueState.Overdue, "", ObligationState.Promised),
            (promised.Subject, promised.What, promised.Before.DueState, promised.After.DueState, promised.Cause, promised.State));
        Assert.Equal([DueKind.Promised], promised.DueKinds);
        Assert.Equal(["demands/asked-later", "demands/taken-back"], asked.Keys.Order());
        Assert.Equal([DueKind.Asked, DueKind.Promised], asked["demands/asked-later"].DueKinds);
        Assert.Equal((ObligationState.Outstanding, DueKind.Asked),
            (asked["demands/taken-back"].State, Assert.Single(asked["demands/taken-back"].DueKinds)));
    }

    [Fact]
    public async Task A_clock_that_is_set_past_a_due_is_noticed_without_a_record()
    {
        var time = new SetTime(new DateTimeOffset(2022, 6, 1, 12, 0, 0, TimeSpan.Zero));
        await using var server = await TestServer.StartSeededAsync(time);
        await DemandAsync(server, "second-of-june", "2022-06-02");
        using var watch = Watch(server);
        await OpenedAsync(watch);
        var passed = PassedAsync(watch);

        time.SetBy = TimeSpan.FromDays(3);
        // As long as a watch goes without a word.
        for (var second = 0; second < Limits.ProgressDefault.TotalSeconds && !passed.IsCompleted; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(passed, Task.Delay(200, TestServer.Token));
        }

        Assert.True(passed.IsCompleted);
        Assert.Equal("demands/second-of-june", Assert.Single(await passed).Subject);
    }

    private static AsyncServerStreamingCall<WatchDemandsResponse> Watch(
        TestServer server, DemandFilter? filter = null, bool snapshot = false) =>
        server.Client.Negotiations.WatchDemands(
            new WatchDemandsRequest { Start = new WatchStart { FromNow = new() }, Filter = filter, SendSnapshot = snapshot },
            cancellationToken: TestServer.Token);

    private static async Task OpenedAsync(AsyncServerStreamingCall<WatchDemandsResponse> watch)
    {
        do Assert.True(await watch.ResponseStream.MoveNext(TestServer.Token));
        while (!watch.ResponseStream.Current.CaughtUp);
    }

    /// <summary>The changes of the next message that has one made by the clock.</summary>
    private static async Task<IReadOnlyList<StatusChange>> PassedAsync(AsyncServerStreamingCall<WatchDemandsResponse> watch)
    {
        do Assert.True(await watch.ResponseStream.MoveNext(TestServer.Token));
        while (!watch.ResponseStream.Current.Changes.Any(change => change.ByClock));
        return watch.ResponseStream.Current.Changes;
    }

    private static async Task<List<StatusChange>> UntilAsync(AsyncServerStreamingCall<WatchDemandsResponse> watch, string subject)
    {
        var changes = new List<StatusChange>();
        do
        {
            Assert.True(await watch.ResponseStream.MoveNext(TestServer.Token));
            changes.AddRange(watch.ResponseStream.Current.Changes);
        }
        while (!changes.Exists(change => change.Subject == subject));
        return changes;
    }

    private static Task DemandAsync(
        TestServer server, string id, string due, string debtor = "actors/nato") => SayAsync(server, Requests.Of(statement =>
    {
        statement.Said.Text = "2022-04-01";
        statement.Addressees.Clear();
        statement.Addressees.Add(debtor);
        statement.Demand = new DemandAct
        {
            Demand = $"demands/{id}",
            Titles = { new LocalizedText { Text = id } },
            Due = new PartialDate { Text = due },
        };
    }, speaker: "actors/russia"));

    private static async Task SayAsync(TestServer server, RecordStatementRequest request, string id = "")
    {
        request.StatementId = id;
        await server.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token);
    }

    /// <summary>A clock that is set while time passes as ever.</summary>
    private sealed class SetTime(DateTimeOffset start) : FakeTimeProvider(start)
    {
        public TimeSpan SetBy { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + SetBy;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }
}
