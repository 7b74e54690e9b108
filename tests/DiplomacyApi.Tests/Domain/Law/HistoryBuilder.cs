using Diplomacy.V1;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>Makes a log out of numbers, entry by entry; what an entry refers to was recorded before it.</summary>
internal sealed partial class HistoryBuilder
{
    /// <summary>The range of kinds that respond, promise or judge.</summary>
    public const int AnswersFirst = 1;
    public const int AnswersLast = 12;

    /// <summary>The last kind, of those from the first that answers, that is about one demand: its creditors' acts too.</summary>
    public const int AskingLast = 24;

    private const int Days = 12;
    private DateTimeOffset _clock = World.Start.AddDays(2);
    private long _revision;

    public List<Statement> Statements { get; } = [];
    public List<Correction> Corrections { get; } = [];

    /// <summary>Every date its own hour of its own day and recorded after all of them; no corrections. Nothing is left to ties.</summary>
    public bool IsPlain { get; init; }

    private enum Kind
    {
        Demand, Respond, RespondByItem, PromiseAnswer, Assess, Remark, Annul, Restate, WithdrawDemand, WithdrawOther, PromiseDeed,
        Fulfil, Meet, Reply, Again, Join, FulfilDemand, DeedAgain, Replace, Condition, Warn, Redate, Rewrite, Merge,
        CorrectCorrection, Step, Retitle, Attach,
    }

    private static readonly Kind[] Kinds =
    [
        Kind.Demand, Kind.Respond, Kind.Respond, Kind.Respond, Kind.Respond, Kind.RespondByItem, Kind.RespondByItem, Kind.PromiseAnswer,
        Kind.PromiseAnswer, Kind.PromiseAnswer, Kind.Assess, Kind.Assess, Kind.Assess, Kind.Assess, Kind.Assess, Kind.Assess, Kind.Assess,
        Kind.Join, Kind.Join,
        Kind.Again, Kind.Again, Kind.Restate, Kind.WithdrawDemand, Kind.WithdrawDemand, Kind.FulfilDemand, Kind.Remark, Kind.Remark,
        Kind.Remark, Kind.Restate, Kind.WithdrawOther, Kind.WithdrawOther, Kind.PromiseDeed, Kind.PromiseDeed, Kind.DeedAgain,
        Kind.DeedAgain,
        Kind.Fulfil, Kind.Fulfil, Kind.Meet, Kind.Meet, Kind.Meet, Kind.Meet, Kind.Reply, Kind.Replace, Kind.Condition, Kind.Warn,
        Kind.Step,
        Kind.Annul, Kind.Redate, Kind.Redate, Kind.Rewrite, Kind.Merge, Kind.Merge, Kind.CorrectCorrection, Kind.Retitle, Kind.Attach,
        Kind.Demand, Kind.Condition, Kind.PromiseDeed, Kind.Fulfil, Kind.Fulfil, Kind.Remark,
    ];

    private IEnumerable<string> Demands => Statements.Select(OracleTexts.MadeDemand).Where(name => name.Length > 0);

    private IEnumerable<string> Meetings => Statements.Select(OracleTexts.PhaseOf).Where(name => name.Length > 0).Distinct();

    public void Add(Seed seed)
    {
        _revision++;
        var kind = Kinds[seed.Kind % Kinds.Length];
        if (!Demands.Any()) kind = kind is Kind.Meet or Kind.PromiseDeed ? kind : Kind.Demand;
        if (IsPlain
                && kind is Kind.Annul or Kind.Redate or Kind.Rewrite or Kind.Merge or Kind.CorrectCorrection or Kind.Retitle or Kind.Attach)
            kind = Kind.Respond;
        if (kind >= Kind.Redate && kind is not Kind.Step || kind == Kind.Annul) Correct(kind, seed);
        else Say(kind, seed);
    }

    private void Say(Kind kind, Seed seed)
    {
        // Where nothing is to be left to ties, no two dates begin together.
        var said = IsPlain ? $"2022-01-{1 + seed.When % Days:00}T{_revision:00}:00Z" : Date(seed.When);
        Tick(seed.Lag, OracleTexts.Read(said).Earliest);
        var statement = Framed(said, seed);
        Act(statement, kind, seed);
        if (kind is Kind.Respond or Kind.RespondByItem or Kind.PromiseAnswer) Owing(statement, seed);
        Statements.Add(statement);
    }

    /// <summary>Goes on with the clock; nothing is recorded long before it is said.</summary>
    private void Tick(int lag, DateTimeOffset earliest)
    {
        if (IsPlain) _clock = World.Start.AddDays(30 + _revision);
        else _clock = _clock.AddHours(new[] { 1, 0, 9, 30, 70 }[lag % 5]);
        if (_clock < earliest.AddHours(-10)) _clock = earliest.AddHours(-10);
    }

    private static string Date(int when)
    {
        var day = 1 + when / 8 % Days;
        return (when % 8) switch
        {
            0 or 1 or 2 => $"2022-01-{day:00}",
            3 => $"2022-01-{day:00}T{when / 100 % 24:00}:00Z",
            4 => $"2022-01-{day:00}T15:30:00+03:00",
            5 => "2022-01",
            6 => when / 96 % 3 == 2 ? $"2022-01-{day:00}/.." : $"2022-01-{day:00}/2022-01-{day + 2:00}",
            _ => $"../2022-01-{day:00}",
        };
    }

    private Statement Framed(string said, Seed seed)
    {
        var side = World.Sides[seed.Who % 3];
        var speaker = side[seed.Who / 3 % side.Length];
        var statement = seed.Who / 9 % 8 == 7
            ? World.Say(_revision, _clock, speaker, said, World.Bodies[seed.Who % 3], World.Bodies[(seed.Who + 1) % 3])
            : World.Say(_revision, _clock, speaker, said);
        var how = seed.How;
        statement.Addressees.Add(World.Sides[(seed.Who + 1 + how % 2) % 3][how / 2 % 2]);
        if (how / 4 % 4 == 3) statement.Addressees.Add(World.Bodies[(seed.Who + 2) % 3]);
        statement.Form = how / 16 % 2 == 0 ? Form.Written : Form.Spoken;
        statement.Release = (how / 32 % 5) switch { 4 => Release.Leaked, 3 => Release.Private, _ => Release.Public };
        statement.Attribution = (how / 160 % 9) switch
        {
            4 or 5 => Attribution.Counterpart,
            6 => Attribution.Anonymous,
            7 => Attribution.Media,
            8 => Attribution.Readout,
            _ => Attribution.OnRecord,
        };
        if (seed.Other % 5 == 4 && Statements.Count > 0) statement.InReplyTo = Statements[seed.Other / 5 % Statements.Count].Name;
        if (seed.Other / 7 % 6 == 5) statement.Reports.Add(Published(seed.Other / 42));
        return statement;
    }

    private static Report Published(int when) =>
        new() { Outlet = "The Paper", Published = new PartialDate { Text = $"2022-01-{1 + when % Days:00}" } };

    private void Act(Statement statement, Kind kind, Seed seed)
    {
        var (choice, due) = (seed.Choice, seed.When / 96);
        var demand = Pick(Demands, seed.What);
        switch (kind)
        {
            case Kind.Demand:
                if (seed.Who / 72 % 3 == 2)
                    Speak(statement, World.Bodies[seed.Who % 3], World.Bodies[seed.Who % 3], World.Bodies[(seed.Who + 1) % 3]);
                statement.Demand = Acts.Demand($"demands/d{_revision}", choice, due);
                break;
            case Kind.Replace:
                statement.Demand = Acts.Demand($"demands/d{_revision}", choice, due);
                statement.Demand.Replaces = demand;
                AuthorOf(demand, statement, seed);
                break;
            case Kind.Restate or Kind.Again:
                statement.Demand = Acts.Restatement(demand, choice, due, isAgain: kind == Kind.Again);
                AuthorOf(demand, statement, seed);
                break;
            case Kind.Join:
                statement.Demand = Acts.Joining(demand, choice);
                OtherThan(demand, statement, seed);
                break;
            case Kind.PromiseAnswer: statement.Promise = Acts.Promise(demand, choice); break;
            case Kind.PromiseDeed:
                statement.Promise = Acts.Deed(choice % 3 > 0 ? demand : "", choice);
                if (statement.Promise.Demand.Length > 0) Owing(statement, seed);
                break;
            case Kind.Respond: statement.Response = Acts.Response(demand, choice, Pick(Demands, seed.Other)); break;
            case Kind.RespondByItem: statement.Response = Acts.ResponseByItem(demand, choice); break;
            case Kind.Reply when Meetings.Any(): statement.Response = Acts.Reply(Pick(Meetings, seed.What), choice); break;
            case Kind.Assess:
                var deeds = Statements.Where(one => one.Promise?.Kind == PromiseKind.ToDo).ToList();
                statement.Assessment = choice / 16 % 4 == 3 && deeds.Count > 0
                    ? Acts.AssessmentOfDeed(deeds[seed.What % deeds.Count].Name, choice, due)
                    : Acts.Assessment(demand, choice, due);
                if (statement.Assessment.Demand.Length == 0) break;
                CreditorOf(demand, statement, seed);
                JudgeOtherwise(statement, seed);
                break;
            case Kind.FulfilDemand:
                statement.Fulfillment = Acts.Fulfillment(demand, choice);
                Owing(statement, seed);
                break;
            case Kind.DeedAgain when Statements.Any(one => one.Promise?.Kind == PromiseKind.ToDo):
                var deed = Statements.Where(one => one.Promise?.Kind == PromiseKind.ToDo)
                    .ElementAt(seed.What % Statements.Count(one => one.Promise?.Kind == PromiseKind.ToDo));
                statement.Promise = Acts.DeedAgain(deed.Name, choice);
                SideOf(deed, statement, seed);
                break;
            case Kind.Fulfil when Statements.Any(one => one.ActCase is Statement.ActOneofCase.Promise or Statement.ActOneofCase.Warning):
                var promised = Statements.Where(one => one.Promise?.Kind == PromiseKind.ToDo).ToList();
                if (choice / 27 % 2 == 1 && promised.Exists(one => one.Promise.Demand.Length > 0))
                    promised.RemoveAll(one => one.Promise.Demand.Length == 0);
                var subject = choice / 9 % 3 > 0 && promised.Count > 0
                    ? promised[seed.What % promised.Count]
                    : PickStatement(seed, Statement.ActOneofCase.Promise, Statement.ActOneofCase.Warning);
                statement.Fulfillment = Acts.Fulfillment(subject.Name, choice);
                SideOf(subject, statement, seed);
                break;
            case Kind.WithdrawDemand:
                statement.Withdrawal = new WithdrawalAct { Subject = demand };
                CreditorOf(demand, statement, seed);
                break;
            case Kind.WithdrawOther when Statements.Any(IsWithdrawn):
                var withdrawn = Statements.Where(IsWithdrawn).ElementAt(seed.What % Statements.Count(IsWithdrawn));
                statement.Withdrawal = new WithdrawalAct { Subject = withdrawn.Meeting?.Meeting ?? withdrawn.Name };
                SideOf(withdrawn, statement, seed);
                break;
            case Kind.Meet:
                statement.Meeting = Acts.Meeting(
                choice % 4 < 3 ? Pick(Meetings, seed.What) : "", _revision, choice, due); break;
            case Kind.Condition:
                statement.Condition = Acts.Condition(demand, choice);
                if (choice / 15 % 3 > 0) CreditorOf(demand, statement, seed);
                break;
            case Kind.Warn: statement.Warning = new WarningAct { Demands = { demand } }; break;
            case Kind.Step: statement.NegotiationStep = new NegotiationStepAct { Step = (NegotiationStep)(1 + choice % 7) }; break;
            case Kind.Remark when Statements.Any(IsRemarkedOn):
                var remarkable = Statements.Where(IsRemarkedOn).ToList();
                // What several said on a lesser word is what one of them can deny.
                var joint = remarkable.Where(one => one.OnBehalfOf.Count > 1 && one.Response is not null
                    && OracleTexts.Rank(one.Attribution) < 4).ToList();
                if (joint.Count > 0 && choice / 12 % 4 > 0) remarkable = joint;
                var remarked = remarkable[seed.What % remarkable.Count];
                statement.Remark = new RemarkAct { Subject = remarked.Name, Stance = choice % 3 < 2 ? Stance.Denies : Stance.Confirms };
                // Of several authors one alone may speak of it.
                if (remarked.OnBehalfOf.Count > 1 && choice / 3 % 4 > 0) Speak(statement, remarked.OnBehalfOf[choice / 36 % 2]);
                else SideOf(remarked, statement, seed);
                break;
            default: statement.Response = Acts.Response(demand, choice, demand); break;
        }
    }

    private static bool IsWithdrawn(Statement one) => one.ActCase is Statement.ActOneofCase.Promise or Statement.ActOneofCase.Condition
        or Statement.ActOneofCase.Warning or Statement.ActOneofCase.Meeting;

    // A remark on a remark on a remark is nobody's business.
    private bool IsRemarkedOn(Statement one) => one.Remark is null
        || Statements.Single(other => other.Name == one.Remark.Subject).Remark is null;

    private Statement PickStatement(Seed seed, params Statement.ActOneofCase[] cases)
    {
        var fit = Statements.Where(one => cases.Contains(one.ActCase)).ToList();
        return fit[seed.What % fit.Count];
    }

    private static string Pick(IEnumerable<string> names, int what)
    {
        var all = names.ToList();
        return all.Count == 0 ? "" : all[what % all.Count];
    }
}
