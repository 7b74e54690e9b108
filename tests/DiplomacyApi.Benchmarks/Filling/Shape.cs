using System.Globalization;
using Diplomacy.V1;

namespace DiplomacyApi.Benchmarks.Filling;

/// <summary>
/// Statements as registers have them, from a seed. A few actors say most (Zipf); one act in ten is a demand or a response; most demands ask
/// one state for one thing, some for several, a few for very many of many; most statements are reported once or twice; one in fifty is
/// recorded long after it was said.
/// </summary>
internal sealed class Shape(int seed, int statements, string prefix = "s")
{
    public const int Actors = 400;
    private const int States = 190;
    private const int OpenDemandsMax = 2_000;
    private static readonly DateOnly Begin = new(2000, 1, 1);
    private static readonly int DaysInAll = new DateOnly(2025, 12, 31).DayNumber - Begin.DayNumber;

    private readonly Random _random = new(seed);
    private readonly Zipf _speakers = new(Actors, 1.0);
    private readonly Zipf _negotiations = new(NegotiationsOf(statements), 0.8);
    private readonly Zipf _outlets = new(60, 1.1);
    private readonly List<OpenDemand> _open = [];
    private int _next;

    private sealed record OpenDemand(
        string Name, string Negotiation, string Creditor, IReadOnlyList<string> Debtors, int Items, string Statement);

    /// <summary>How many negotiations so many statements belong to.</summary>
    public static int NegotiationsOf(int statements) => 20 + statements / 500;

    /// <summary>What must be there before the first statement.</summary>
    public static IEnumerable<StatementItem> Registers(int statements)
    {
        for (var actor = 0; actor < Actors; actor++)
        {
            var item = new CreateActorRequest
            {
                ActorId = $"actor-{actor}",
                Actor = new Actor
                {
                    Type = actor < States ? ActorType.State : ActorType.Person,
                    DisplayNames = { Words.Text($"Actor number {actor}") },
                },
            };
            // Beyond the states are people who speak for one of them.
            if (actor >= States)
                item.Actor.Affiliations.Add(new Affiliation
                {
                    Body = ActorName(actor % States),
                    SpeaksFor = true,
                    Roles = { Words.Text("foreign minister") },
                });
            yield return new StatementItem { Actor = item };
        }
        for (var negotiation = 0; negotiation < NegotiationsOf(statements); negotiation++)
            yield return new StatementItem
            {
                Negotiation = new CreateNegotiationRequest
                {
                    NegotiationId = $"talks-{negotiation}",
                    Negotiation = new Negotiation { Titles = { Words.Text($"Talks number {negotiation}") } },
                },
            };
    }

    public IEnumerable<RecordStatementRequest> Take(int count)
    {
        for (var taken = 0; taken < count; taken++) yield return Next();
    }

    private RecordStatementRequest Next()
    {
        var id = $"{prefix}-{_next++}";
        var statement = (_random.NextDouble(), _open.Count) switch
        {
            ( < 0.04, _) or (_, 0) => Demand(id),
            ( < 0.10, _) => Response(),
            ( < 0.13, _) => Promise(),
            ( < 0.15, _) => Assessment(),
            ( < 0.16, _) => Warning(),
            _ => Remark(),
        };
        return new RecordStatementRequest { StatementId = id, Statement = statement };
    }

    private Statement Demand(string id)
    {
        // A state asks in its own name, or through who speaks for it.
        var creditor = _random.Next(States);
        var speaker = _random.Next(3) == 0 && creditor + States < Actors ? ActorName(creditor + States) : ActorName(creditor);
        var debtors = Debtors(creditor);
        var items = _random.NextDouble() switch
        {
            < 0.70 => 0,
            < 0.95 => _random.Next(2, 6),
            < 0.995 => _random.Next(6, 21),
            _ => _random.Next(50, 255),
        };
        if (items * debtors.Count > 1_000) items = 1_000 / debtors.Count;
        var statement = Said(speaker, debtors, $"negotiations/talks-{_negotiations.Next(_random)}", Words.Summary(_random));
        statement.Demand = new DemandAct
        {
            Demand = $"demands/{id}",
            Titles = { Words.Text($"Demand {id}") },
            RequiredForm = _random.Next(2) == 0 ? RequiredForm.Written : RequiredForm.Any,
        };
        for (var item = 0; item < items; item++)
            statement.Demand.Items.Add(new DemandItem { Id = $"item-{item}", Titles = { Words.Text($"Article {item}") } });
        if (_random.Next(4) == 0)
            statement.Demand.Due = new PartialDate { Text = Day(Math.Min(DaysInAll, DayOf(_next) + _random.Next(30, 400))) };
        if (_open.Count == OpenDemandsMax) _open.RemoveAt(_random.Next(OpenDemandsMax));
        _open.Add(new OpenDemand($"demands/{id}", statement.Negotiation, ActorName(creditor), debtors, items, $"statements/{id}"));
        return statement;
    }

    private List<string> Debtors(int creditor)
    {
        var count = _random.NextDouble() switch { < 0.90 => 1, < 0.99 => _random.Next(2, 9), _ => _random.Next(9, 40) };
        var debtors = new HashSet<int>();
        while (debtors.Count < count)
        {
            var debtor = count == 1 ? _speakers.Next(_random) % States : _random.Next(States);
            if (debtor != creditor) debtors.Add(debtor);
        }
        return [.. debtors.Select(ActorName)];
    }

    private Statement Response()
    {
        var demand = _open[Recent(_open.Count)];
        var statement = Said(Pick(demand.Debtors), [demand.Creditor], demand.Negotiation, Words.Summary(_random));
        statement.Form = _random.Next(2) == 0 ? Form.Written : Form.Spoken;
        statement.Response = new ResponseAct { Demands = { demand.Name } };
        var positions = new[] { Disposition.Accepted, Disposition.Rejected, Disposition.Qualified, Disposition.Noted,
            Disposition.Countered };
        if (demand.Items is 0 or > 20 || _random.Next(3) == 0) statement.Response.Position = positions[_random.Next(positions.Length)];
        else
            for (var item = 0; item < demand.Items; item++)
                statement.Response.Positions.Add(new ItemPosition
                {
                    Item = $"item-{item}",
                    Position = positions[_random.Next(positions.Length)],
                });
        return statement;
    }

    private Statement Promise()
    {
        var demand = _open[Recent(_open.Count)];
        var statement = Said(Pick(demand.Debtors), [demand.Creditor], demand.Negotiation, Words.Summary(_random));
        statement.Promise = new PromiseAct
        {
            Kind = PromiseKind.ToAnswer,
            Demand = demand.Name,
            Due = new PartialDate { Text = Day(Math.Min(DaysInAll, DayOf(_next) + _random.Next(10, 200))) },
        };
        return statement;
    }

    private Statement Assessment()
    {
        var demand = _open[Recent(_open.Count)];
        var statement = Said(demand.Creditor, demand.Debtors, demand.Negotiation, Words.Summary(_random));
        statement.Assessment = new AssessmentAct
        {
            Demand = demand.Name,
            Verdict = _random.Next(2) == 0 ? Verdict.Satisfied : Verdict.Insufficient,
        };
        return statement;
    }

    private Statement Warning()
    {
        var speaker = _speakers.Next(_random);
        var statement = Said(ActorName(speaker), [Other(speaker)], $"negotiations/talks-{_negotiations.Next(_random)}",
            Words.Summary(_random));
        statement.Warning = new WarningAct { Consequences = { Words.Text("There will be consequences.") } };
        return statement;
    }

    private Statement Remark()
    {
        var speaker = _speakers.Next(_random);
        var statement = Said(ActorName(speaker), [Other(speaker)], $"negotiations/talks-{_negotiations.Next(_random)}",
            Words.Summary(_random));
        statement.Remark = new RemarkAct();
        // Some remarks are about what was said of a demand.
        if (_random.Next(8) == 0 && _open.Count > 0) statement.InReplyTo = _open[Recent(_open.Count)].Statement;
        return statement;
    }

    private Statement Said(string speaker, IEnumerable<string> addressees, string negotiation, string summary)
    {
        var late = _random.Next(50) == 0 ? _random.Next(30, 400) : 0;
        var day = Math.Max(0, DayOf(_next) - late);
        var statement = new Statement
        {
            Speaker = speaker,
            Addressees = { addressees },
            Said = new PartialDate { Text = _random.Next(10) == 0 ? Day(day)[..7] : Day(day) },
            Attribution = _random.Next(5) switch { 0 => Attribution.Media, 1 => Attribution.Readout, _ => Attribution.OnRecord },
            Negotiation = negotiation,
            Summaries = { Words.Text(summary) },
        };
        for (var report = _random.Next(3); report > 0; report--)
            statement.Reports.Add(new Report
            {
                Outlet = $"Agency {_outlets.Next(_random)}",
                Url = $"https://agency.example/{_next}/{report}",
                Published = new PartialDate { Text = Day(Math.Min(DaysInAll, day + _random.Next(3))) },
            });
        return statement;
    }

    private string Pick(IReadOnlyList<string> names) => names[_random.Next(names.Count)];

    private string Other(int speaker) => ActorName((speaker + 1 + _random.Next(States - 1)) % States);

    // What was asked lately is spoken of most.
    private int Recent(int count) => count - 1 - (int)(count * Math.Pow(_random.NextDouble(), 3));

    private int DayOf(int number) => (int)((long)Math.Min(number, statements) * DaysInAll / Math.Max(1, statements));

    private static string ActorName(int number) => $"actors/actor-{number}";

    private static string Day(int day) => Begin.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
