using System.Globalization;
using Diplomacy.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Streaming;

/// <summary>
/// What `through` promises, held to it: a watch that is cut after every message and goes on after the last `through` yields every matching
/// entry once, while many record. `WATCH_KILLS=1000` cuts more often.
/// </summary>
public sealed class WatchKillsTests(ITestOutputHelper output)
{
    private const int Writers = 16;

    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("WATCH_KILLS") ?? "40", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("")]
    [InlineData("actors/nato")]
    [InlineData("actors/china")]
    public async Task A_watch_of_statements_that_is_cut_after_every_message_reports_each_entry_once(string speaker)
    {
        await using var server = await TestServer.StartSeededAsync();
        var start = await PositionAsync(server);
        var recorders = new Recorders(server.Client, Writers, TestServer.Token);
        recorders.Start();

        var received = new List<StatementEvent>();
        await CutAsync(start, recorders, server, place =>
            server.Client.Statements.WatchStatements(
                new WatchStatementsRequest { Start = place, Filter = new StatementFilter { Speaker = speaker }, ProgressInterval = Second },
                cancellationToken: TestServer.Token),
            message =>
            {
                received.AddRange(message.Events);
                return message.Through;
            });

        var expected = recorders.Recorded.Where(entry => speaker.Length == 0 || entry.Speaker == speaker || entry.SpeakerBefore == speaker);
        Assert.Equal(
            expected.Select(entry => (entry.Revision, entry.Kind, entry.Name, entry.Speaker)),
            received.Select(one => (one.LogPosition.Revision, one.Kind, one.Statement.Name, one.Statement.Speaker)));
        output.WriteLine(
            $"{recorders.Recorded.Count:N0} entries by {Writers} writers, {received.Count:N0} matched and were received once.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("actors/nato")]
    [InlineData("actors/china")]
    public async Task A_watch_of_demands_that_is_cut_after_every_message_reports_each_change_once(string debtor)
    {
        await using var server = await TestServer.StartSeededAsync();
        var start = await PositionAsync(server);
        var recorders = new Recorders(server.Client, Writers, TestServer.Token);
        recorders.Start();

        var received = new List<StatusChange>();
        await CutAsync(start, recorders, server, place =>
            server.Client.Negotiations.WatchDemands(
                new WatchDemandsRequest { Start = place, Filter = new DemandFilter { Debtor = debtor }, ProgressInterval = Second },
                cancellationToken: TestServer.Token),
            message =>
            {
                received.AddRange(message.Changes);
                return message.Through;
            });

        var expected = recorders.Recorded.SelectMany(entry => entry.Changes)
            .Where(change => debtor.Length == 0 || change.Debtor == debtor).ToList();
        Assert.Equal(expected, received);
        Assert.Equal(debtor == "actors/china", expected.Count == 0);
        output.WriteLine(
            $"{recorders.Recorded.Count:N0} entries by {Writers} writers, {received.Count:N0} changes matched and were received once.");
    }

    private static Duration Second => Duration.FromTimeSpan(TimeSpan.FromSeconds(1));

    private static async Task<LogPosition> PositionAsync(TestServer server) =>
        (await server.Client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token)).LogPosition;

    /// <summary>Reads one message of each watch until it was cut often enough and all that was recorded has been passed.</summary>
    private async Task CutAsync<T>(
        LogPosition start, Recorders recorders, TestServer server, Func<WatchStart, AsyncServerStreamingCall<T>> watch,
        Func<T, LogPosition> take)
    {
        var (through, end, kills) = (start, (long?)null, 0);
        while (end is null || through.Revision < end)
        {
            using var call = watch(new WatchStart { After = through });
            Assert.True(await call.ResponseStream.MoveNext(TestServer.Token));
            var reached = take(call.ResponseStream.Current);
            Assert.True(reached.Revision >= through.Revision && reached.LogId == through.LogId);
            through = reached;
            if (++kills != Kills) continue;
            await recorders.StopAsync();
            end = await server.HeadAsync();
        }
        output.WriteLine($"{kills:N0} times cut.");
    }
}
