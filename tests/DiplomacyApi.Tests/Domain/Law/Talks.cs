using Diplomacy.V1;
using Google.Protobuf;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>
/// A negotiation in which everything is said: demands and what answers, promises, judges, restates and takes them back, denials, meetings,
/// conditions, and corrections of all that. What is refused, as much of it is, was not said.
/// </summary>
internal sealed class Talks
{
    public const string Negotiation = "negotiations/talks";

    public static readonly string[] Actors = ["alpha", "beta", "gamma", "delta"];

    private static readonly string[] Items = ["first", "second"];

    private readonly Lock _lock = new();
    private readonly List<Statement> _said = [];
    private readonly List<Correction> _corrected = [];

    public IReadOnlyList<Correction> Corrected
    {
        get
        {
            lock (_lock) return [.. _corrected];
        }
    }

    public void Said(Statement statement)
    {
        lock (_lock) _said.Add(statement);
    }

    public void AddCorrection(Correction correction)
    {
        lock (_lock) _corrected.Add(correction);
    }

    /// <summary>Something to record: a statement, or now and then a correction.</summary>
    public IMessage Next(Random random, string id)
    {
        lock (_lock)
            return _said.Count > 0 && random.Next(6) == 0
                ? new CorrectStatementRequest { CorrectionId = id, RequestId = id, Correction = Correction(random) }
                : new RecordStatementRequest { StatementId = id, RequestId = id, Statement = Statement(random, id) };
    }

    public static LocalizedText Text(string text) => new() { Text = text, LanguageCode = "en" };

    private Statement Statement(Random random, string id)
    {
        var statement = new Statement
        {
            Speaker = Actor(random),
            Addressees = { Actor(random) },
            Said = Date(random),
            Form = (Form)random.Next(1, 3),
            Attribution = random.Next(3) > 0 ? Attribution.OnRecord : (Attribution)random.Next(1, 6),
            Negotiation = Negotiation,
            Summaries = { Text("It was said.") },
        };
        if (_said.Count > 0 && random.Next(5) == 0) statement.InReplyTo = Pick(random, _said).Name;
        Act(random, id, statement);
        return statement;
    }

    private void Act(Random random, string id, Statement statement)
    {
        var demand = Any(random, one => one.Demand is { Restates.Length: 0 });
        var about = _said.Count == 0 ? null : Pick(random, _said);
        var kind = demand is null ? 0 : random.Next(14);
        // Most acts are by whom they become, so that not all is refused.
        if (demand is not null && random.Next(4) > 0)
        {
            if (kind is 3 or 4 or 5 or 6) (statement.Speaker, statement.Addressees[0]) = (demand.Addressees[0], demand.Speaker);
            if (kind is 2 or 7 or 8) statement.Speaker = demand.Speaker;
        }
        var (name, items) = (demand?.Demand.Demand ?? "", Items.Where(_ => random.Next(2) == 0).ToList());
        switch (kind)
        {
            case 0 or 1:
                statement.Demand = new DemandAct
                {
                    Demand = $"demands/{id}",
                    Titles = { Text(id) },
                    Force = (Force)random.Next(1, 5),
                    RequiredForm = (RequiredForm)random.Next(1, 3),
                    Due = Due(random),
                    ItemByItem = random.Next(4) == 0,
                };
                statement.Demand.Items.AddRange(Items.Select(item => new DemandItem { Id = item, Titles = { Text(item) } }));
                if (demand is not null && random.Next(5) == 0) (statement.Demand.Replaces, statement.Speaker) = (name, demand.Speaker);
                break;
            case 2:
                statement.Demand = new DemandAct
                {
                    Restates = name,
                    Force = Force.Demand,
                    RequiredForm = (RequiredForm)random.Next(3),
                    Due = Due(random),
                }; break;
            case 3:
                statement.Promise = new PromiseAct
                {
                    Kind = PromiseKind.ToAnswer,
                    Demand = name,
                    Items = { items },
                    Due = Due(random),
                }; break;
            case 4 or 5 or 6:
                statement.Response = new ResponseAct
                {
                    Demands = { name },
                    Complete = random.Next(4) == 0,
                    Position = (Disposition)random.Next(8),
                };
                statement.Response.Positions.AddRange(
                    items.Select(item => new ItemPosition { Item = item, Position = (Disposition)random.Next(1, 8) }));
                break;
            case 7:
                statement.Assessment = new AssessmentAct
                {
                    Demand = name,
                    Items = { items },
                    Verdict = (Verdict)random.Next(1, 3),
                }; break;
            case 8: statement.Withdrawal = new WithdrawalAct { Subject = random.Next(2) == 0 ? name : about!.Name }; break;
            case 9:
                statement.Promise = new PromiseAct
                {
                    Kind = PromiseKind.ToDo,
                    Titles = { Text("A deed") },
                    Due = Due(random),
                }; break;
            case 10: statement.Condition = new ConditionAct { Demands = { name }, Until = (ConditionUntil)random.Next(1, 3) }; break;
            case 11: Meet(random, id, statement); break;
            case 12: statement.NegotiationStep = new NegotiationStepAct { Step = (NegotiationStep)random.Next(1, 8) }; break;
            default:
                (statement.Remark, statement.Speaker) =
                (new RemarkAct { Subject = about!.Name, Stance = (Stance)random.Next(3) }, about.Speaker); break;
        }
    }

    private void Meet(Random random, string id, Statement statement)
    {
        var earlier = Any(random, one => one.Meeting is not null);
        statement.Meeting = new MeetingAct
        {
            Meeting = earlier is null || random.Next(3) == 0 ? $"meetings/{id}" : earlier.Meeting.Meeting,
            Phase = (MeetingPhase)random.Next(1, 6),
            Titles = { Text("A meeting") },
            Invitees = { Actor(random) },
        };
    }

    private Correction Correction(Random random)
    {
        var about = Pick(random, _said);
        var correction = new Correction
        {
            Subject = _corrected.Count > 0 && random.Next(4) == 0 ? Pick(random, _corrected).Name : about.Name,
            Label = CorrectionLabel.Error,
        };
        switch (random.Next(4))
        {
            case 0: break;
            case 1:
                (correction.Label, correction.DuplicateOf) =
                (CorrectionLabel.Duplicate, Any(random, one => one.ActCase == about.ActCase)!.Name); break;
            default:
                correction.Replacement = about.Clone();
                correction.Replacement.Name = "";
                correction.Replacement.Principals.Clear();
                correction.Replacement.ResolvedParties.Clear();
                correction.Replacement.Said = Date(random);
                correction.Replacement.Attribution = (Attribution)random.Next(1, 6);
                break;
        }
        return correction;
    }

    private Statement? Any(Random random, Func<Statement, bool> which) =>
        _said.Where(which).ToList() is { Count: > 0 } some ? Pick(random, some) : null;

    private static T Pick<T>(Random random, List<T> list) => list[random.Next(list.Count)];

    private static string Actor(Random random) => $"actors/{Actors[random.Next(Actors.Length)]}";

    private static PartialDate? Due(Random random) => random.Next(2) == 0 ? null : Date(random);

    private static PartialDate Date(Random random)
    {
        var (month, day) = ($"2024-{random.Next(1, 13):D2}", random.Next(1, 20));
        return new PartialDate
        {
            Text = random.Next(4) switch { 0 => month, 1 => $"{month}-{day:D2}/{month}-{day + 8:D2}", _ => $"{month}-{day:D2}" },
        };
    }
}
