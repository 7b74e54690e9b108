using System.Collections.Concurrent;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Domain;
using DiplomacyApi.Server.Configuration;
using DiplomacyApi.Server.Hosting;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace DiplomacyApi.Tests.Server.Lifetime;

/// <summary>A clock that is wrong is refused or reported, and what it recorded can be lived with.</summary>
public sealed class WrongClockTests : IDisposable
{
    private static readonly DateTimeOffset Right = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diplomacy-test-");
    private readonly ConcurrentQueue<int> _eventIds = [];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_jump_of_years_refuses_writes_until_the_clock_is_right_again()
    {
        var time = new SetTime();
        await using var server = await StartAsync(time);
        await ActorAsync(server, "before");

        time.SetBy = TimeSpan.FromDays(3_650);
        var refused = await Assert.ThrowsAsync<DiplomacyException>(() => ActorAsync(server, "meanwhile"));
        time.SetBy = TimeSpan.Zero;

        Assert.Equal((ErrorReason.ClockAhead, StatusCode.Unavailable), (refused.Reason, refused.Status));
        Assert.Equal(2, await ActorAsync(server, "after"));
        Assert.Contains(2023, _eventIds);
    }

    [Fact]
    public async Task A_start_with_a_clock_that_is_years_ahead_refuses_writes_unless_it_is_accepted()
    {
        await using (var first = await StartAsync(new FakeTimeProvider(Right))) await ActorAsync(first, "before");

        var ahead = new FakeTimeProvider(Right.AddYears(10));
        await using (var second = await StartAsync(ahead))
        {
            var refused = await Assert.ThrowsAsync<DiplomacyException>(() => ActorAsync(second, "meanwhile"));
            Assert.Equal(ErrorReason.ClockAhead, refused.Reason);
            Assert.Contains(2022, _eventIds);
        }

        await using var accepted = await StartAsync(ahead, acceptClock: true);
        Assert.Equal(2, await ActorAsync(accepted, "meanwhile"));
    }

    [Fact]
    public async Task After_a_clock_was_wrong_reads_and_said_dates_go_by_the_right_one()
    {
        await using (var wrong = await StartAsync(new FakeTimeProvider(Right.AddYears(10))))
        {
            await ActorAsync(wrong, "russia");
            await ActorAsync(wrong, "usa");
            await RecordAsync(wrong, "2026-11-01", statement => statement.Demand = new DemandAct
            {
                Demand = "demands/security",
                Titles = { new LocalizedText { Text = "Security" } },
                Targets = { "actors/usa" },
                Due = new PartialDate { Text = "2027-06-30" },
            });
        }

        var time = new FakeTimeProvider(Right);
        await using var server = await StartAsync(time);
        Assert.Contains(2021, _eventIds);
        var demand = (await server.Client.Negotiations.GetDemandAsync(
            new GetDemandRequest { Name = "demands/security" }, cancellationToken: TestServer.Token)).Demand;
        Assert.NotEqual(DueState.Overdue, Assert.Single(demand.Debtors).DueState);

        var refused = await Assert.ThrowsAsync<DiplomacyException>(() =>
            RecordAsync(server, "2036-11-01", statement => statement.Remark = new RemarkAct()));
        Assert.Equal(ErrorReason.SaidInFuture, refused.Reason);
        var recorded = await RecordAsync(server, "2026-11-28", statement => statement.Remark = new RemarkAct());
        // Record times never go back, and what was said yesterday is seen.
        Assert.Equal(2036, recorded.Statement.RecordTime.ToDateTimeOffset().Year);
        Assert.Equal(recorded.Statement.Name,
            (await server.Client.Statements.GetStatementAsync(
                new GetStatementRequest { Name = recorded.Statement.Name }, cancellationToken: TestServer.Token)).Statement.Name);
    }

    [Fact]
    public async Task A_clock_that_is_set_by_an_hour_is_reported_and_goes_on()
    {
        var time = new SetTime();
        await using var server = await StartAsync(time);
        await ActorAsync(server, "before");

        time.SetBy = TimeSpan.FromHours(1);

        Assert.Equal(2, await ActorAsync(server, "after"));
        Assert.Equal(3, await ActorAsync(server, "later"));
        Assert.Single(_eventIds, id => id == 2023);
    }

    [Fact]
    public async Task A_clock_that_goes_with_the_time_is_not_refused_however_long_nothing_is_recorded()
    {
        var time = new SetTime();
        await using var server = await StartAsync(time);
        await ActorAsync(server, "before");

        time.Passed = Limits.ClockAheadMax * 2;

        Assert.Equal(2, await ActorAsync(server, "after"));
        Assert.DoesNotContain(2023, _eventIds);
    }

    private async Task<Running> StartAsync(FakeTimeProvider time, bool acceptClock = false)
    {
        var options = new ServerOptions { Data = Path.Combine(_folder.FullName, "journal.db"), Port = 0, AcceptClock = acceptClock };
        return new Running(await DiplomacyServer.StartAsync(options, time,
            TestServer.Token, logging => logging.AddProvider(new EventIds(_eventIds))));
    }

    private static async Task<long> ActorAsync(Running server, string id) => (await server.Client.Actors.CreateActorAsync(
        new CreateActorRequest
        {
            ActorId = id,
            Actor = new Actor { Type = ActorType.State, DisplayNames = { new LocalizedText { Text = id } } },
        },
        cancellationToken: TestServer.Token)).LogPosition.Revision;

    private static async Task<RecordStatementResponse> RecordAsync(Running server, string said, Action<Statement> act)
    {
        var statement = new Statement
        {
            Speaker = "actors/russia",
            Said = new PartialDate { Text = said },
            Form = Form.Spoken,
            Attribution = Attribution.OnRecord,
            Summaries = { new LocalizedText { Text = "It was said." } },
        };
        act(statement);
        return await server.Client.Statements.RecordStatementAsync(
            new RecordStatementRequest { Statement = statement }, cancellationToken: TestServer.Token);
    }

    /// <summary>A clock that is set while time passes as ever.</summary>
    private sealed class SetTime() : FakeTimeProvider(Right)
    {
        public TimeSpan SetBy { get; set; }

        /// <summary>Time that went by, without the timers that would have fired in it.</summary>
        public TimeSpan Passed { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Passed + SetBy;

        public override long GetTimestamp() => (base.GetUtcNow() + Passed).Ticks;
    }

    private sealed class Running(WebApplication app) : IAsyncDisposable
    {
        public DiplomacyClient Client { get; } = new(new DiplomacyClientOptions { Address = new Uri(app.Urls.First()) });

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await app.StopAsync(CancellationToken.None);
            await app.DisposeAsync();
        }
    }

    /// <summary>The numbers of what is logged.</summary>
    private sealed class EventIds(ConcurrentQueue<int> logged) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            logged.Enqueue(eventId.Id);

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public void Dispose() { }
    }
}
