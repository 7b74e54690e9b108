using Diplomacy.V1;
using DiplomacyApi.Tests.Cases;
using DiplomacyApi.Tests.Domain;

namespace DiplomacyApi.Tests.Server.Obligations;

/// <summary>
/// What each creditor finds is a change of its own, the same in the answer to the write, in a watch and between two dates.
/// </summary>
public sealed class VerdictChangeTests : IAsyncLifetime
{
    private AtTable? _table;

    private AtTable Table => _table!;

    public async ValueTask InitializeAsync()
    {
        _table = await AtTable.OpenAsync(new DateTimeOffset(2022, 2, 1, 12, 0, 0, TimeSpan.Zero));
        await Table.SayAsync("alfa", "bravo", "2022-01-02", one => one.Demand = AtTable.Demand("asked"));
        await Table.SayAsync("charlie", "bravo", "2022-01-03", one => one.Demand = new DemandAct { Joins = "demands/asked" });
        await Table.SayAsync("bravo", "alfa", "2022-01-04", one => one.Response = AtTable.Response("asked", Disposition.Countered));
    }

    public ValueTask DisposeAsync() => Table.DisposeAsync();

    [Fact]
    public async Task A_write_reports_whose_verdict_changed_and_the_state_where_it_moved()
    {
        Assert.Equal(["Verdict of alfa:  → Satisfied"], await JudgeAsync("alfa", "2022-01-05", Verdict.Satisfied));
        Assert.Equal(["State: Answered → Disputed", "Verdict of charlie:  → Insufficient"],
            await JudgeAsync("charlie", "2022-01-06", Verdict.Insufficient));
        Assert.Equal(["Verdict of alfa: Satisfied → Insufficient"], await JudgeAsync("alfa", "2022-01-07", Verdict.Insufficient));
        Assert.Equal(["Verdict of charlie: Insufficient → Satisfied"], await JudgeAsync("charlie", "2022-01-08", Verdict.Satisfied));
        // It leaves, and with it what it found.
        Assert.Equal(["Verdict of charlie: Satisfied → "],
            await ChangesAsync("charlie", "2022-01-09", one => one.Withdrawal = new WithdrawalAct { Subject = "demands/asked" }));
        Assert.Equal(["State: Disputed → Settled", "Verdict of alfa: Insufficient → Satisfied"],
            await JudgeAsync("alfa", "2022-01-10", Verdict.Satisfied));
    }

    [Fact]
    public async Task More_time_is_no_verdict()
    {
        await Table.SayAsync("alfa", "bravo", "2022-01-02", one => one.Demand = AtTable.Demand("more"));

        Assert.Equal(["DueAsked:  → 2022-03-01"], await ChangesAsync("alfa", "2022-01-05", one => one.Assessment = new AssessmentAct
        {
            Demand = "demands/more",
            Verdict = Verdict.MoreTime,
            Due = new PartialDate { Text = "2022-03-01" },
        }));
    }

    [Fact]
    public async Task A_watch_reports_what_the_writes_did()
    {
        using var watch = Table.Client.Negotiations.WatchDemands(
            new WatchDemandsRequest { Start = new WatchStart { FromNow = new() } }, cancellationToken: TestServer.Token);
        do Assert.True(await watch.ResponseStream.MoveNext(TestServer.Token));
        while (!watch.ResponseStream.Current.CaughtUp);

        var written = await JudgeAsync("alfa", "2022-01-05", Verdict.Satisfied);
        written.AddRange(await JudgeAsync("charlie", "2022-01-06", Verdict.Insufficient));
        var watched = new List<string>();
        while (watched.Count < written.Count)
        {
            Assert.True(await watch.ResponseStream.MoveNext(TestServer.Token));
            watched.AddRange(watch.ResponseStream.Current.Changes.Select(Describe));
        }

        Assert.Equal(written, watched);
    }

    [Fact]
    public async Task Between_two_dates_each_verdict_is_reported_once_with_what_gave_it()
    {
        await JudgeAsync("alfa", "2022-01-05", Verdict.Satisfied);
        await JudgeAsync("charlie", "2022-01-06", Verdict.Insufficient);
        var last = await Table.SayAsync("alfa", "bravo", "2022-01-07", one =>
            one.Assessment = new AssessmentAct { Demand = "demands/asked", Verdict = Verdict.Insufficient });

        Assert.Equal(["Verdict of alfa:  → Satisfied"], (await CompareAsync("2022-01-04", "2022-01-05")).Select(Describe));
        var changes = await CompareAsync("2022-01-04", "2022-01-07");
        Assert.Equal(["State: Answered → Disputed", "Verdict of alfa:  → Insufficient", "Verdict of charlie:  → Insufficient"],
            changes.Select(Describe));
        Assert.Equal(last.Name, changes.Single(change => change.Creditor == "actors/alfa").Cause);
        Assert.Equal(["Verdict of alfa: Satisfied → Insufficient", "Verdict of charlie:  → Insufficient"],
            (await CompareAsync("2022-01-05", "2022-01-07")).Where(change => change.What == StatusChangeKind.Verdict).Select(Describe));
        Assert.Empty(await CompareAsync("2022-01-07", "2022-01-08"));
    }

    private Task<List<string>> JudgeAsync(string creditor, string said, Verdict verdict) =>
        ChangesAsync(creditor, said, one => one.Assessment = new AssessmentAct { Demand = "demands/asked", Verdict = verdict });

    private async Task<List<string>> ChangesAsync(
        string speaker, string said, Action<Statement> act) => [.. (await Table.Client.Statements.RecordStatementAsync(
        new RecordStatementRequest { Statement = AtTable.Said(speaker, "bravo", said, act) }, cancellationToken: TestServer.Token)).Changes
            .Select(Describe)];

    private async Task<IReadOnlyList<StatusChange>> CompareAsync(
        string before, string after) => (await Table.Client.Negotiations.CompareNegotiationStatusAsync(
        new CompareNegotiationStatusRequest
        {
            Name = AtTable.Talks,
            Before = new ReadAt { AsOf = before },
            After = new ReadAt { AsOf = after },
        },
        cancellationToken: TestServer.Token)).Changes;

    private static string Describe(StatusChange change) =>
        $"{change.What}{(change.Creditor.Length > 0 ? " of " + change.Creditor["actors/".Length..] : "")}: {change.Before.Text()} → {change.After.Text()}";
}
