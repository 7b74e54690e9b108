using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Server;
using Microsoft.Extensions.Time.Testing;

namespace DiplomacyApi.Tests.Cases;

/// <summary>A server with three states and one negotiation, whose clock the test moves.</summary>
internal sealed class AtTable : IAsyncDisposable
{
    public const string Talks = "negotiations/talks";

    private readonly TestServer _server;

    private AtTable(TestServer server, FakeTimeProvider time) => (_server, Time) = (server, time);

    public FakeTimeProvider Time { get; }

    public DiplomacyClient Client => _server.Client;

    public static async Task<AtTable> OpenAsync(DateTimeOffset now)
    {
        var time = new FakeTimeProvider(now);
        var table = new AtTable(await TestServer.StartAsync("", time), time);
        foreach (var id in new[] { "alfa", "bravo", "charlie" })
            await table.Client.Actors.CreateActorAsync(
                new CreateActorRequest { ActorId = id, Actor = new Actor { Type = ActorType.State, DisplayNames = { Words(id) } } },
                cancellationToken: TestServer.Token);
        await table.Client.Negotiations.CreateNegotiationAsync(
            new CreateNegotiationRequest { NegotiationId = "talks", Negotiation = new Negotiation { Titles = { Words("Talks") } } },
            cancellationToken: TestServer.Token);
        return table;
    }

    public static Statement Said(string speaker, string to, string said, Action<Statement> act)
    {
        var statement = new Statement
        {
            Speaker = $"actors/{speaker}",
            Addressees = { $"actors/{to}" },
            Said = new PartialDate { Text = said },
            Form = Form.Written,
            Attribution = Attribution.OnRecord,
            Negotiation = Talks,
            Summaries = { Words("It was said.") },
        };
        act(statement);
        return statement;
    }

    public static DemandAct Demand(string id, params string[] items)
    {
        var act = new DemandAct { Demand = $"demands/{id}", Titles = { Words(id) } };
        act.Items.AddRange(items.Select(item => new DemandItem { Id = item }));
        return act;
    }

    public static MeetingAct Meeting(string id, MeetingPhase phase, params string[] invitees)
    {
        var act = new MeetingAct { Meeting = $"meetings/{id}", Phase = phase };
        act.Invitees.AddRange(invitees.Select(invitee => $"actors/{invitee}"));
        return act;
    }

    public static ResponseAct Response(string demand, Disposition position) =>
        new() { Demands = { $"demands/{demand}" }, Position = position };

    public static ResponseAct OnItem(string demand, string item, Disposition position) =>
        new() { Demands = { $"demands/{demand}" }, Positions = { new ItemPosition { Item = item, Position = position } } };

    public static LocalizedText Words(string text) => new() { Text = text, LanguageCode = "en" };

    public async Task<Statement> SayAsync(string speaker, string to, string said, Action<Statement> act, string id = "") =>
        (await Client.Statements.RecordStatementAsync(
            new RecordStatementRequest { StatementId = id, Statement = Said(speaker, to, said, act) },
            cancellationToken: TestServer.Token)).Statement;

    public async Task<string> CorrectAsync(
        string subject, Statement? replacement = null, string duplicateOf = "") => (await Client.Statements.CorrectStatementAsync(
        new CorrectStatementRequest
        {
            Correction = new Correction
            {
                Subject = subject,
                Label = duplicateOf.Length > 0 ? CorrectionLabel.Duplicate : CorrectionLabel.Error,
                Replacement = replacement,
                DuplicateOf = duplicateOf,
            },
        }, cancellationToken: TestServer.Token)).Correction.Name;

    public async Task<DebtorStatus> DebtorAsync(string demand, string debtor, string asOf) => (await Client.Negotiations.GetDemandAsync(
        new GetDemandRequest { Name = $"demands/{demand}", At = new ReadAt { AsOf = asOf } }, cancellationToken: TestServer.Token))
        .Demand.Debtors.Single(status => status.Debtor == $"actors/{debtor}");

    public async Task<Meeting> MeetingAsync(string asOf) => Assert.Single((await Client.Negotiations.ListMeetingsAsync(
        new ListMeetingsRequest { At = new ReadAt { AsOf = asOf } }, cancellationToken: TestServer.Token)).Meetings);

    public async Task<NegotiationStatus> StatusAsync(
        string asOf, StatusLens? lens = null) => (await Client.Negotiations.GetNegotiationStatusAsync(
        new GetNegotiationStatusRequest { Name = Talks, At = new ReadAt { AsOf = asOf }, Lens = lens },
        cancellationToken: TestServer.Token)).Status;

    public async Task<List<TimelineEntry>> TimelineAsync(string asOf, StatusLens? lens = null)
    {
        var entries = new List<TimelineEntry>();
        var request = new ListTimelineEntriesRequest { Negotiation = Talks, At = new ReadAt { AsOf = asOf }, Lens = lens };
        await foreach (var entry in Client.Negotiations.AllAsync(request, TestServer.Token)) entries.Add(entry);
        return entries;
    }

    /// <summary>Why each statement has no effect, in the order of the timeline; those that have one are left out.</summary>
    public async Task<IReadOnlyList<(string Statement, WithoutEffect Why)>> MarkedAsync(string asOf, StatusLens? lens = null) =>
        [.. (await TimelineAsync(asOf, lens)).Where(entry => entry.WithoutEffect is not null)
            .Select(entry => (entry.Statement.Name, entry.WithoutEffect))];

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
