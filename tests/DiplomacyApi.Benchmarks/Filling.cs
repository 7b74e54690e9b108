using System.Diagnostics;
using Diplomacy.V1;

namespace DiplomacyApi.Benchmarks;

/// <summary>What was filled in: how many demands, how fast, how large.</summary>
internal sealed record Filled(int Statements, int Demands, double PerSecond, long Bytes);

/// <summary>Fills the journal with many small cases: a demand with two items, a promise, answers and remarks on it.</summary>
internal static class Filling
{
    public const int BatchSize = 200;
    public const int StatementsPerCase = 8;
    private const int States = 40;
    private const int Negotiations = 50;

    public static async Task<Filled> FillAsync(BenchmarkServer server, int statements)
    {
        var actors = new ActorService.ActorServiceClient(server.Channel(0));
        var negotiations = new NegotiationStatusService.NegotiationStatusServiceClient(server.Channel(0));
        for (var state = 0; state < States; state++)
            await actors.CreateActorAsync(new CreateActorRequest { ActorId = $"state-{state}", Actor = new Actor { Type = ActorType.State, DisplayNames = { Text($"State {state}") } } });
        for (var negotiation = 0; negotiation < Negotiations; negotiation++)
            await negotiations.CreateNegotiationAsync(new CreateNegotiationRequest { NegotiationId = $"talks-{negotiation}", Negotiation = new Negotiation { Titles = { Text($"Talks {negotiation}") } } });

        var client = new StatementService.StatementServiceClient(server.Channel(0));
        var cases = statements / StatementsPerCase;
        var clock = Stopwatch.StartNew();
        var batch = new BatchRecordStatementsRequest();
        for (var number = 0; number < cases; number++)
        {
            batch.Requests.AddRange(Case(number));
            if (batch.Requests.Count < BatchSize && number + 1 < cases) continue;
            await client.BatchRecordStatementsAsync(batch);
            batch.Requests.Clear();
        }
        var bytes = new DirectoryInfo(Path.GetTempPath()).EnumerateDirectories("diplomacy-benchmarks-*").SelectMany(folder => folder.EnumerateFiles("journal.db")).Sum(file => file.Length);
        return new Filled(cases * StatementsPerCase, cases, cases * StatementsPerCase / clock.Elapsed.TotalSeconds, bytes);
    }

    /// <summary>A remark, the kind of statement that is recorded most.</summary>
    public static RecordStatementRequest Remark(int number, string id) => new()
    {
        StatementId = id,
        Statement = Said(number, 2, number % States, (number + 1) % States, statement => statement.Remark = new RemarkAct()),
    };

    private static IEnumerable<RecordStatementRequest> Case(int number)
    {
        var (creditor, debtor) = (number % States, (number + 1 + number / States % (States - 1)) % States);
        var demand = $"demands/demand-{number}";
        // A fifth of the cases stays unanswered, and so pending to this day.
        var answered = number % 5 != 0;
        yield return Request("demand", Said(number, 0, creditor, debtor, statement => statement.Demand = new DemandAct
        {
            Demand = demand,
            Titles = { Text($"Demand {number}") },
            RequiredForm = RequiredForm.Written,
            Items = { new DemandItem { Id = "a", Titles = { Text("Article a") } }, new DemandItem { Id = "b", Titles = { Text("Article b") } } },
        }));
        yield return Request("promise", Said(number, 1, debtor, creditor, statement => statement.Promise = new PromiseAct { Kind = PromiseKind.ToAnswer, Demand = demand }));
        yield return Request("spoken", Said(number, 2, debtor, creditor, statement => Respond(statement, demand, Form.Spoken)));
        yield return Request("answer", answered
            ? Said(number, 4, debtor, creditor, statement => Respond(statement, demand, Form.Written))
            : Said(number, 4, debtor, creditor, statement => statement.Remark = new RemarkAct()));
        for (var remark = 0; remark < StatementsPerCase - 4; remark++)
            yield return Request($"remark-{remark}", Said(number, 5 + remark, creditor, debtor, statement => statement.Remark = new RemarkAct()));

        RecordStatementRequest Request(string what, Statement statement) => new() { StatementId = $"s-{number}-{what}", Statement = statement };
    }

    private static void Respond(Statement statement, string demand, Form form)
    {
        statement.Form = form;
        statement.Response = new ResponseAct { Demands = { demand }, Positions = { Position("a"), Position("b") } };

        static ItemPosition Position(string item) => new() { Item = item, Position = Disposition.Rejected };
    }

    private static Statement Said(int number, int day, int speaker, int addressee, Action<Statement> act)
    {
        var said = new DateOnly(2015, 1, 1).AddDays(number % 3_000 + day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var statement = new Statement
        {
            Speaker = $"actors/state-{speaker}",
            Addressees = { $"actors/state-{addressee}" },
            Said = new PartialDate { Text = said },
            Attribution = Attribution.OnRecord,
            Negotiation = $"negotiations/talks-{number % Negotiations}",
            Summaries = { Text($"What state {speaker} had to say to state {addressee} on {said}, in the recorder's words and not in its own.") },
            Reports = { new Report { Outlet = "An agency", Published = new PartialDate { Text = said } } },
        };
        act(statement);
        return statement;
    }

    private static LocalizedText Text(string text) => new() { Text = text, LanguageCode = "en" };
}
