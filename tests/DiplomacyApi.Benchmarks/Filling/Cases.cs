using Diplomacy.V1;

namespace DiplomacyApi.Benchmarks.Filling;

/// <summary>What a random journal hardly has: a large negotiation, demands that very many act on, a long chain of replies.</summary>
internal static class Cases
{
    public const string WideNegotiation = "negotiations/talks-wide";
    public const int WideDemands = 250;
    private const string Creditor = "actors/actor-1";
    private const string Debtor = "actors/actor-2";
    private const string Day = "2026-01-15";

    /// <summary>A negotiation with 250 demands and 2,000 statements.</summary>
    public static IEnumerable<StatementItem> Wide()
    {
        yield return new StatementItem
        {
            Negotiation = new CreateNegotiationRequest
            {
                NegotiationId = WideNegotiation.Split('/')[1],
                Negotiation = new Negotiation { Titles = { Words.Text("Wide talks") } },
            },
        };
        for (var number = 0; number < WideDemands; number++)
        {
            var demand = $"wide-{number}";
            yield return Item(demand, Demand(demand, WideNegotiation));
            yield return Item($"{demand}-promise",
                Said(Debtor, Creditor, WideNegotiation, statement =>
                    statement.Promise = new PromiseAct { Kind = PromiseKind.ToAnswer, Demand = $"demands/{demand}" }));
            for (var act = 0; act < 3; act++) yield return Item($"{demand}-act-{act}", SpokenAnswer(demand, WideNegotiation));
            for (var remark = 0; remark < 3; remark++)
                yield return Item($"{demand}-remark-{remark}",
                    Said(Creditor, Debtor, WideNegotiation, statement => statement.Remark = new RemarkAct()));
        }
    }

    /// <summary>A demand with so many acts on it, the demand itself included.</summary>
    public static IEnumerable<StatementItem> Acted(string demand, int acts)
    {
        yield return Item(demand, Demand(demand, "negotiations/talks-1"));
        for (var act = 1; act < acts; act++) yield return Item($"{demand}-act-{act}", SpokenAnswer(demand, "negotiations/talks-1"));
    }

    /// <summary>A plain act on a demand: it says something, and ends nothing.</summary>
    public static RecordStatementRequest PlainAct(string demand) => new() { Statement = SpokenAnswer(demand, "negotiations/talks-1") };

    /// <summary>Remarks that each reply to the one before.</summary>
    public static IEnumerable<StatementItem> Chain(int length)
    {
        for (var link = 0; link < length; link++)
            yield return Item($"chain-{link}", Reply(link == 0 ? "" : $"statements/chain-{link - 1}"));
    }

    public static Statement Reply(string to) => Said(Creditor, Debtor, "negotiations/talks-1", statement =>
    {
        statement.InReplyTo = to;
        statement.Remark = new RemarkAct();
    });

    /// <summary>A remark, which is what is recorded most.</summary>
    public static RecordStatementRequest Remark(string requestId = "") => new() { Statement = Reply(""), RequestId = requestId };

    private static Statement Demand(
        string demand, string negotiation) => Said(Creditor, Debtor, negotiation, statement => statement.Demand = new DemandAct
        {
            Demand = $"demands/{demand}",
            Titles = { Words.Text($"Demand {demand}") },
            RequiredForm = RequiredForm.Written,
        });

    private static Statement SpokenAnswer(string demand, string negotiation) => Said(Debtor, Creditor, negotiation, statement =>
    {
        statement.Form = Form.Spoken;
        statement.Response = new ResponseAct { Demands = { $"demands/{demand}" }, Position = Disposition.Rejected };
    });

    private static StatementItem Item(string id, Statement statement) =>
        new() { Statement = new RecordStatementRequest { StatementId = id, Statement = statement } };

    private static Statement Said(string speaker, string addressee, string negotiation, Action<Statement> act)
    {
        var statement = new Statement
        {
            Speaker = speaker,
            Addressees = { addressee },
            Said = new PartialDate { Text = Day },
            Attribution = Attribution.OnRecord,
            Negotiation = negotiation,
            Summaries = { Words.Text(
                "What was said, in the words of who recorded it and not in those of the speaker; about as long as most.") },
            Reports = { new Report { Outlet = "Agency 1", Published = new PartialDate { Text = Day } } },
        };
        act(statement);
        return statement;
    }
}
