using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.FaultTests.Running;

namespace DiplomacyApi.FaultTests.Traffic;

/// <summary>Who speaks in the tests, and what they say.</summary>
internal static class World
{
    public const string Talks = Tests.Domain.Law.Talks.Negotiation;

    public static readonly string[] Actors = Tests.Domain.Law.Talks.Actors;

    /// <summary>The entries of the log by which the world is there.</summary>
    public static int Revisions => Actors.Length + 1;

    public static async Task CreateAsync(DiplomacyClient client)
    {
        foreach (var id in Actors)
        {
            var request = new CreateActorRequest
            {
                ActorId = id,
                RequestId = $"actor-{id}",
                Actor = new Actor { Type = ActorType.State, DisplayNames = { Text(id) } },
            };
            await client.Actors.CreateActorAsync(request, cancellationToken: Faults.Token);
        }
        await client.Negotiations.CreateNegotiationAsync(
            new CreateNegotiationRequest
            {
                NegotiationId = "talks",
                RequestId = "negotiation-talks",
                Negotiation = new Negotiation { Titles = { Text("Talks") }, Parties = { Actors.Select(id => $"actors/{id}") } },
            }, cancellationToken: Faults.Token);
    }

    public static RecordStatementRequest Remark(Random random, string id) =>
        Statement(random, id, statement => statement.Remark = new RemarkAct());

    /// <summary>A demand, an answer to one that is known, or a remark, by the dice.</summary>
    public static RecordStatementRequest Any(Random random, string id, Func<Random, string?> anyDemand) => random.Next(10) switch
    {
        < 2 => Statement(random, id, statement => statement.Demand = new DemandAct
        {
            Demand = $"demands/{id}",
            Titles = { Text($"Demand {id}") },
            Items = { new DemandItem { Id = "first", Titles = { Text("First") } },
                new DemandItem { Id = "second", Titles = { Text("Second") } } },
        }),
        < 5 when anyDemand(random) is { } demand => Statement(random, id, statement => statement.Response = new ResponseAct
        {
            Demands = { demand },
            Positions = { new ItemPosition { Item = random.Next(2) == 0 ? "first" : "second", Position = (Disposition)random.Next(1, 4) } },
        }),
        _ => Remark(random, id),
    };

    private static RecordStatementRequest Statement(Random random, string id, Action<Statement> act)
    {
        var (speaker, addressee) = (random.Next(Actors.Length), random.Next(1, Actors.Length));
        var statement = new Statement
        {
            Speaker = $"actors/{Actors[speaker]}",
            Addressees = { $"actors/{Actors[(speaker + addressee) % Actors.Length]}" },
            Said = new PartialDate { Text = $"2024-0{random.Next(1, 10)}-1{random.Next(10)}" },
            Form = Form.Written,
            Attribution = Attribution.OnRecord,
            Summaries = { Text(new string((char)('a' + random.Next(26)), random.Next(1, 400))) },
        };
        act(statement);
        return new RecordStatementRequest { StatementId = id, Statement = statement };
    }

    public static LocalizedText Text(string text) => Tests.Domain.Law.Talks.Text(text);
}
