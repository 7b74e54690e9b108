using Diplomacy.V1;
using DiplomacyApi.Client;
using Google.Protobuf;

namespace DiplomacyApi.Tests.Server.Obligations;

/// <summary>What each field of the filters on status finds and leaves out, page by page, with the count of all on each page.</summary>
public sealed class DemandFilterTests(DemandFilterTests.Fixture fixture) : IClassFixture<DemandFilterTests.Fixture>
{
    private const string AsOf = "2023-01-10";

    [Fact]
    public async Task Demands()
    {
        (DemandFilter Filter, string Found)[] table =
        [
            (new(), "late:c late:d whole:b two:b two:c appeal:"),
            (new() { Pending = true }, "late:c late:d two:c"),
            (new() { Contested = true }, "whole:b"),
            (new() { Pending = true, Contested = true }, "late:c late:d whole:b two:c"),
            (new() { Debtor = "actors/c" }, "late:c two:c"),
            (new() { Creditor = "actors/b" }, "late:c late:d"),
            (new() { Negotiation = "negotiations/two" }, "late:c late:d"),
            (new() { DueStates = { DueState.Overdue } }, "two:c"),
            (new() { DueStates = { DueState.Due } }, "late:c late:d"),
            (new() { Demands = { "demands/two" } }, "two:b two:c"),
            (new() { DueBy = "2023-01-05" }, "two:b two:c"),
            (new() { DueBy = "2023-01" }, "late:c late:d two:b two:c"),
            (new() { Since = "2023-01-02" }, "whole:b"),
            (new() { Since = "../2023-01-02" }, "whole:b two:b two:c appeal:"),
            (new() { Since = "2023-01-02/.." }, "late:c late:d whole:b"),
            (new() { Pending = true, Debtor = "actors/b" }, ""),
            (new() { Pending = true, Debtor = "actors/c", DueStates = { DueState.Overdue } }, "two:c"),
        ];
        foreach (var (filter, found) in table)
            await IsFoundAsync(filter, found, async (size, token) =>
            {
                var page = await fixture.Client.Negotiations.ListDemandsAsync(
                    new ListDemandsRequest
                    {
                        At = new ReadAt { AsOf = AsOf },
                        Filter = filter,
                        IncludeTotal = true,
                        PageSize = size,
                        PageToken = token,
                    },
                    cancellationToken: TestServer.Token);
                return (page.Demands.Select(demand =>
                    string.Join(' ', demand.Debtors.Select(debtor => debtor.Debtor["actors/".Length..]).DefaultIfEmpty("")
                    .Select(debtor => $"{demand.Name["demands/".Length..]}:{debtor}"))), page.NextPageToken, page.TotalSize);
            });
    }

    [Fact]
    public async Task Obligations()
    {
        (ObligationFilter Filter, string Found)[] table =
        [
            (new(), "late:c late:d m:e deed:b whole:b two/x:b two/x:c two/y:b two/y:c"),
            (new() { Pending = true }, "late:c late:d m:e deed:b two/x:c two/y:c"),
            (new() { Contested = true }, "whole:b"),
            (new() { Debtor = "actors/b" }, "deed:b whole:b two/x:b two/y:b"),
            (new() { Creditor = "actors/b" }, "late:c late:d m:e"),
            (new() { Negotiation = "negotiations/two" }, "late:c late:d m:e"),
            (new() { DueStates = { DueState.Due, DueState.Overdue } }, "late:c late:d deed:b two/x:c two/y:c"),
            (new() { Kinds = { ObligationKind.Reply, ObligationKind.Performance } }, "m:e deed:b"),
            (new() { States = { ObligationState.Answered, ObligationState.Promised } }, "deed:b two/x:b two/x:c two/y:b two/y:c"),
            (new() { Subject = "meetings/m" }, "m:e"),
            (new() { Subject = "statements/deed" }, "deed:b"),
            (new() { DueBy = "2023-01-05" }, "deed:b two/x:b two/x:c two/y:b two/y:c"),
            (new() { Pending = true, Creditor = "actors/a", Kinds = { ObligationKind.Answer } }, "two/x:c two/y:c"),
        ];
        foreach (var (filter, found) in table)
            await IsFoundAsync(filter, found, async (size, token) =>
            {
                var page = await fixture.Client.Negotiations.ListObligationsAsync(
                    new ListObligationsRequest
                    {
                        At = new ReadAt { AsOf = AsOf },
                        Filter = filter,
                        IncludeTotal = true,
                        PageSize = size,
                        PageToken = token,
                    },
                    cancellationToken: TestServer.Token);
                return (page.Obligations.Select(owed =>
                    $"{owed.Subject.Split('/')[1]}{(owed.Item.Length > 0 ? "/" : "")}{owed.Item}:{owed.Debtor["actors/".Length..]}"),
                    page.NextPageToken, page.TotalSize);
            });
    }

    [Fact]
    public async Task Promises()
    {
        (PromiseFilter Filter, string Found)[] table =
        [
            (new(), "vow deed answered"),
            (new() { Debtor = "actors/c" }, "vow"),
            (new() { Creditor = "actors/a" }, "vow deed answered"),
            (new() { Negotiation = "negotiations/one" }, "vow deed answered"),
            (new() { Negotiation = "negotiations/two" }, ""),
            (new() { Demand = "demands/two" }, "vow answered"),
            (new() { Pending = true }, "vow deed"),
            (new() { Missed = true }, "deed"),
            (new() { DueBy = "2023-01-05" }, "deed answered"),
            (new() { Kinds = { PromiseKind.ToDo } }, "deed"),
            (new() { Kinds = { PromiseKind.ToAnswer }, Pending = true }, "vow"),
        ];
        foreach (var (filter, found) in table)
            await IsFoundAsync(filter, found, async (size, token) =>
            {
                var page = await fixture.Client.Negotiations.ListPromisesAsync(
                    new ListPromisesRequest
                    {
                        At = new ReadAt { AsOf = AsOf },
                        Filter = filter,
                        IncludeTotal = true,
                        PageSize = size,
                        PageToken = token,
                    },
                    cancellationToken: TestServer.Token);
                return (page.Promises.Select(promise => promise.Statement["statements/".Length..]), page.NextPageToken, page.TotalSize);
            });
    }

    [Fact]
    public async Task Negotiations()
    {
        (NegotiationFilter Filter, string Found)[] table =
        [
            (new(), "one silent two"),
            (new() { Party = "actors/a" }, "one"),
            (new() { States = { NegotiationState.Proposed } }, "two"),
            (new() { States = { NegotiationState.Active, NegotiationState.Suspended } }, "one"),
            (new() { Party = "actors/c", States = { NegotiationState.Active } }, ""),
        ];
        foreach (var (filter, found) in table)
            await IsFoundAsync(filter, found, async (size, token) =>
            {
                var page = await fixture.Client.Negotiations.ListNegotiationsAsync(
                    new ListNegotiationsRequest
                    {
                        At = new ReadAt { AsOf = AsOf },
                        Filter = filter,
                        IncludeTotal = true,
                        PageSize = size,
                        PageToken = token,
                    },
                    cancellationToken: TestServer.Token);
                return (page.Negotiations.Select(talks => talks.Name["negotiations/".Length..]), page.NextPageToken, page.TotalSize);
            });
    }

    /// <summary>The same in pages of whatever size, in the same order.</summary>
    private static async Task IsFoundAsync(
        IMessage filter, string found, Func<int, string, Task<(IEnumerable<string> Items, string Next, long Total)>> list)
    {
        foreach (var size in new[] { 1, 2, 50 })
        {
            var all = new List<string>();
            var token = "";
            do
            {
                var (items, next, total) = await list(size, token);
                all.AddRange(items);
                token = next;
                if (next.Length == 0) Assert.Equal((filter, all.Count), (filter, total));
            }
            while (token.Length > 0);
            Assert.Equal((filter, size, found), (filter, size, string.Join(' ', all)));
        }
    }

    public sealed class Fixture : IAsyncLifetime
    {
        private TestServer? _server;

        public DiplomacyClient Client => _server!.Client;

        public async ValueTask InitializeAsync()
        {
            _server = await TestServer.StartEmptyAsync();
            foreach (var id in new[] { "a", "b", "c", "d", "e" })
                await Client.Actors.CreateActorAsync(
                    new CreateActorRequest { ActorId = id, Actor = new Actor { Type = ActorType.State, DisplayNames = { Words(id) } } },
                    cancellationToken: TestServer.Token);
            foreach (var (id, parties) in new[] { ("one", new[] { "actors/a", "actors/b" }), ("two", ["actors/c"]), ("silent", []) })
                await Client.Negotiations.CreateNegotiationAsync(
                    new CreateNegotiationRequest
                    {
                        NegotiationId = id,
                        Negotiation = new Negotiation { Titles = { Words(id) }, Parties = { parties } },
                    },
                    cancellationToken: TestServer.Token);

            await SayAsync("appeal", "a", "b", "2022-12-30", "one", statement => statement.Demand = Demand("appeal", Force.Appeal));
            await SayAsync("two", "a", "b c", "2023-01-01", "one", statement =>
            {
                statement.Demand = Demand("two", Force.Demand, "2023-01-05");
                statement.Demand.Items.Add([new DemandItem { Id = "x", Titles = { Words("X") } },
                    new DemandItem { Id = "y", Titles = { Words("Y") } }]);
            });
            await SayAsync("answered", "b", "a", "2023-01-02", "one", statement =>
                statement.Promise = new PromiseAct { Kind = PromiseKind.ToAnswer, Demand = "demands/two", Due = Day("2023-01-04") });
            await SayAsync("answer", "b", "a", "2023-01-03", "one", statement =>
                statement.Response = new ResponseAct { Demands = { "demands/two" }, Position = Disposition.Rejected });
            await SayAsync("whole", "a", "b", "2023-01-02", "one", statement => statement.Demand = Demand("whole", Force.Demand));
            await SayAsync("poor", "b", "a", "2023-01-03", "one", statement =>
                statement.Response = new ResponseAct { Demands = { "demands/whole" }, Position = Disposition.Countered });
            await SayAsync("judged", "a", "b", "2023-01-04", "one", statement =>
                statement.Assessment = new AssessmentAct { Demand = "demands/whole", Verdict = Verdict.Insufficient });
            await SayAsync("deed", "b", "a", "2023-01-03", "one", statement =>
                statement.Promise = new PromiseAct { Kind = PromiseKind.ToDo, Titles = { Words("A deed") }, Due = Day("2023-01-05") });
            await SayAsync("vow", "c", "a", "2023-01-05", "one", statement =>
                statement.Promise = new PromiseAct { Kind = PromiseKind.ToAnswer, Demand = "demands/two", Due = Day("2023-02-01") });
            await SayAsync("meeting", "b", "e", "2023-01-06", "two", statement =>
                statement.Meeting = new MeetingAct { Meeting = "meetings/m", Phase = MeetingPhase.Proposed, Invitees = { "actors/e" } });
            await SayAsync("late", "b", "c d", "2023-01-08", "two", statement =>
                statement.Demand = Demand("late", Force.Ultimatum, "2023-01-10/2023-01-12"));
        }

        public async ValueTask DisposeAsync()
        {
            if (_server is not null) await _server.DisposeAsync();
        }

        private async Task SayAsync(string id, string speaker, string to, string said, string negotiation, Action<Statement> act)
        {
            var statement = new Statement
            {
                Speaker = $"actors/{speaker}",
                Addressees = { to.Split(' ').Select(one => $"actors/{one}") },
                Said = Day(said),
                Form = Form.Written,
                Attribution = Attribution.OnRecord,
                Negotiation = $"negotiations/{negotiation}",
            };
            act(statement);
            await Client.Statements.RecordStatementAsync(
                new RecordStatementRequest { StatementId = id, Statement = statement }, cancellationToken: TestServer.Token);
        }

        private static DemandAct Demand(string id, Force force, string? due = null) =>
            new() { Demand = $"demands/{id}", Titles = { Words(id) }, Force = force, Due = due is null ? null : Day(due) };

        private static PartialDate Day(string text) => new() { Text = text };

        private static LocalizedText Words(string text) => new() { Text = text, LanguageCode = "en" };
    }
}
