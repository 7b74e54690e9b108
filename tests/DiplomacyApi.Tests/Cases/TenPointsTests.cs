using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Domain;
using DiplomacyApi.Tests.Server;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Time.Testing;

namespace DiplomacyApi.Tests.Cases;

/// <summary>
/// One demand over a month in which much became known late: a promise four days after it was made, its due corrected after it had passed,
/// an answer two days late, and that answer's source taken back. What was owed on a day depends on when that is asked.
/// </summary>
public sealed class TenPointsTests : IAsyncLifetime
{
    private const string Demand = "demands/withdrawal";
    private const string Talks = "negotiations/border";

    private static readonly (string AsOf, string KnownAt, string Answer)[] Points =
    [
        ("2024-03-02", "2024-03-01", "nothing"),
        ("2024-03-02", "2024-03-02", "Outstanding"),
        ("2024-03-05", "2024-03-05", "Outstanding, spoken Rejected"),
        // The promise of the 6th is not recorded before the 10th.
        ("2024-03-07", "2024-03-09", "Outstanding, spoken Rejected"),
        ("2024-03-07", "2024-03-10", "Promised by 2024-03-15, spoken Rejected"),
        ("2024-03-16", "2024-03-15", "Promised by 2024-03-15 and missed, spoken Rejected, Overdue"),
        // It had been for the 18th.
        ("2024-03-16", "2024-03-16", "Promised by 2024-03-18, spoken Rejected"),
        // As of the day itself it is within its due.
        ("2024-03-18", "2024-03-18", "Promised by 2024-03-18, spoken Rejected, Due"),
        // The answer of the 17th is recorded on the 19th, and taken back on the 25th.
        ("2024-03-21", "2024-03-19", "Answered by 2024-03-18, spoken Rejected, formal Countered"),
        ("2024-03-21", "2024-03-25", "Promised by 2024-03-18 and missed, spoken Rejected, Overdue"),
    ];

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2024, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly Dictionary<string, long> _headOn = [];
    private TestServer? _server;

    private DiplomacyClient Client => _server!.Client;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync("", _time);
        foreach (var id in new[] { "north", "south" })
            await Client.Actors.CreateActorAsync(
                new CreateActorRequest { ActorId = id, Actor = new Actor { Type = ActorType.State, DisplayNames = { Words(id) } } },
                cancellationToken: TestServer.Token);
        await Client.Negotiations.CreateNegotiationAsync(
            new CreateNegotiationRequest { NegotiationId = "border", Negotiation = new Negotiation { Titles = { Words("Border talks") } } },
            cancellationToken: TestServer.Token);

        await OnAsync(2, () =>
            SayAsync("the-demand", "north", "south", "2024-03-02", Form.Spoken, statement => statement.Demand = new DemandAct
            {
                Demand = Demand,
                Titles = { Words("Withdrawal") },
                RequiredForm = RequiredForm.Written,
                Due = Day("2024-03-20"),
            }));
        await OnAsync(5, () => SayAsync("the-refusal", "south", "north", "2024-03-05", Form.Spoken, statement =>
            statement.Response = new ResponseAct { Demands = { Demand }, Position = Disposition.Rejected }));
        await OnAsync(10, () => SayAsync("the-promise", "south", "north", "2024-03-06", Form.Spoken, Promise("2024-03-15")));
        await OnAsync(16, () => CorrectAsync("the-promise", CorrectionLabel.Refined, Promise("2024-03-18")));
        await OnAsync(19, () => SayAsync("the-answer", "south", "north", "2024-03-17", Form.Written, statement =>
            statement.Response = new ResponseAct { Demands = { Demand }, Position = Disposition.Countered }));
        await OnAsync(25, () => CorrectAsync("the-answer", CorrectionLabel.SourceRetracted, null));
        await OnAsync(26, () => Task.CompletedTask);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_answer_follows_from_both_dates()
    {
        var answers = new List<(string, string, string)>();
        foreach (var (asOf, knownAt, _) in Points)
            answers.Add((asOf, knownAt, await AnswerAsync(new ReadAt { AsOf = asOf, KnownAtTime = Noon(knownAt) })));

        Assert.Equal(Points, answers);
    }

    [Fact]
    public async Task A_record_time_and_its_revision_mean_the_same()
    {
        foreach (var (asOf, knownAt, answer) in Points)
        {
            var resolved = await Client.Journal.ResolveRevisionAsync(
                new ResolveRevisionRequest { RecordTime = Noon(knownAt) }, cancellationToken: TestServer.Token);

            Assert.Equal(_headOn[knownAt], resolved.LogPosition.Revision);
            Assert.True(resolved.RecordTime.CompareTo(Noon(knownAt)) <= 0
                && (resolved.NextRecordTime is null || resolved.NextRecordTime.CompareTo(Noon(knownAt)) > 0));
            Assert.Equal(answer, await AnswerAsync(new ReadAt { AsOf = asOf, KnownAtRevision = _headOn[knownAt] }));
        }
    }

    [Fact]
    public async Task A_demand_reports_the_same_as_its_obligation_and_is_not_found_before_it_is_known()
    {
        foreach (var (asOf, knownAt, answer) in Points)
        {
            var request = new GetDemandRequest { Name = Demand, At = new ReadAt { AsOf = asOf, KnownAtTime = Noon(knownAt) } };
            if (answer == "nothing")
            {
                var refusal = await Assert.ThrowsAsync<DiplomacyException>(async () =>
                    await Client.Negotiations.GetDemandAsync(request, cancellationToken: TestServer.Token));
                Assert.Equal(ErrorReason.UnknownDemand, refusal.Reason);
                continue;
            }
            var debtor = Assert.Single(
                (await Client.Negotiations.GetDemandAsync(request, cancellationToken: TestServer.Token)).Demand.Debtors);
            Assert.Equal(answer, Describe(debtor.State, debtor.SpokenPosition, debtor.FormalPosition, debtor.Promises, debtor.DueState));
        }
    }

    [Theory]
    [InlineData(3, 4, "State Outstanding → Promised by the-promise; DuePromised  → 2024-03-15 by the-promise")]
    [InlineData(4, 5, "Overdue  → Overdue by the clock")]
    [InlineData(7, 8,
        "State Promised → Answered by the-answer; FormalPosition  → Countered by the-answer; DuePromised 2024-03-18 →  by the-answer; Overdue Due →  by the-answer")]
    [InlineData(8, 9,
        "State Answered → Promised by the-promise; FormalPosition Countered →  by nothing; DuePromised  → 2024-03-18 by the-promise; Overdue  → Overdue by the-promise")]
    [InlineData(6, 9, "Overdue  → Overdue by the clock")]
    [InlineData(9, 8,
        "State Promised → Answered by the-answer; FormalPosition  → Countered by the-answer; DuePromised 2024-03-18 →  by the-answer; Overdue Overdue →  by the-answer")]
    [InlineData(0, 1, "State  → Outstanding by the-demand; DueAsked  → 2024-03-20 by the-demand")]
    public async Task Two_points_are_reported_apart_with_what_made_the_difference(int from, int to, string changes)
    {
        var compared = await Client.Negotiations.CompareNegotiationStatusAsync(
            new CompareNegotiationStatusRequest { Name = Talks, Before = At(from), After = At(to) }, cancellationToken: TestServer.Token);

        Assert.Equal(changes, string.Join("; ", compared.Changes.Select(change =>
            $"{change.What} {change.Before.Text()} → {change.After.Text()} by {(change.ByClock ? "the clock" : change.Cause.Length > 0 ? change.Cause["statements/".Length..] : "nothing")}")));
        Assert.Equal((_headOn[Points[from].KnownAt], _headOn[Points[to].KnownAt]),
            (compared.BeforePosition.Revision, compared.LogPosition.Revision));
        foreach (var (point, status) in new[] { (from, compared.Before), (to, compared.After) })
            Assert.Equal(
                (await Client.Negotiations.GetNegotiationStatusAsync(
                    new GetNegotiationStatusRequest { Name = Talks, At = At(point) }, cancellationToken: TestServer.Token)).Status,
                status);
    }

    private static ReadAt At(int point) => new() { AsOf = Points[point].AsOf, KnownAtTime = Noon(Points[point].KnownAt) };

    private async Task<string> AnswerAsync(ReadAt at)
    {
        var owed = (await Client.Negotiations.ListObligationsAsync(
            new ListObligationsRequest { At = at, Filter = new ObligationFilter { Subject = Demand } },
            cancellationToken: TestServer.Token)).Obligations;
        return owed.Count == 0
            ? "nothing"
            : Describe(owed[0].State, owed[0].SpokenPosition, owed[0].FormalPosition, owed[0].Promises, owed[0].DueState);
    }

    private static string Describe(
        ObligationState state, Disposition spoken, Disposition formal, IReadOnlyCollection<PromiseMade> promises, DueState due)
    {
        var text = string.Concat([state.ToString(),
            .. promises.Select(promise => $" by {promise.Due.Text}{(promise.Missed ? " and missed" : "")}")]);
        if (spoken != Disposition.Unspecified) text += $", spoken {spoken}";
        if (formal != Disposition.Unspecified) text += $", formal {formal}";
        return due == DueState.Unspecified ? text : $"{text}, {due}";
    }

    /// <summary>Records at noon of a day of that March, and keeps what the head was on the days up to it.</summary>
    private async Task OnAsync(int day, Func<Task> record)
    {
        var head = await _server!.HeadAsync();
        for (; _time.GetUtcNow().Day < day; _time.Advance(TimeSpan.FromDays(1))) _headOn[$"2024-03-{_time.GetUtcNow().Day:00}"] = head;
        await record();
    }

    private async Task SayAsync(string id, string speaker, string to, string said, Form form, Action<Statement> act)
    {
        var statement = new Statement
        {
            Speaker = $"actors/{speaker}",
            Addressees = { $"actors/{to}" },
            Said = Day(said),
            Form = form,
            Attribution = Attribution.OnRecord,
            Negotiation = Talks,
        };
        act(statement);
        await Client.Statements.RecordStatementAsync(
            new RecordStatementRequest { StatementId = id, Statement = statement }, cancellationToken: TestServer.Token);
    }

    private async Task CorrectAsync(string id, CorrectionLabel label, Action<Statement>? mend)
    {
        var correction = new Correction { Subject = $"statements/{id}", Label = label };
        if (mend is not null)
        {
            correction.Replacement = (await Client.Statements.GetStatementAsync(
                new GetStatementRequest { Name = correction.Subject }, cancellationToken: TestServer.Token)).Statement;
            mend(correction.Replacement);
        }
        await Client.Statements.CorrectStatementAsync(
            new CorrectStatementRequest { Correction = correction }, cancellationToken: TestServer.Token);
    }

    private static Action<Statement> Promise(string due) => statement =>
        statement.Promise = new PromiseAct { Kind = PromiseKind.ToAnswer, Demand = Demand, Due = Day(due) };

    private static Timestamp Noon(string day) =>
        Timestamp.FromDateTimeOffset(DateTimeOffset.Parse($"{day}T12:00Z", System.Globalization.CultureInfo.InvariantCulture));

    private static PartialDate Day(string text) => new() { Text = text };

    private static LocalizedText Words(string text) => new() { Text = text, LanguageCode = "en" };
}
