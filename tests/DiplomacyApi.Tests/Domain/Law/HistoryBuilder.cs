using Diplomacy.V1;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>Makes a log out of numbers, entry by entry; what an entry refers to was recorded before it.</summary>
internal sealed class HistoryBuilder
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
        Fulfil, Meet, Reply, Again, Join, FulfilDemand, DeedAgain, Replace, Condition, Warn, Redate, Rewrite, Merge, CorrectCorrection, Step, Retitle, Attach,
    }

    private static readonly Kind[] Kinds =
    [
        Kind.Demand, Kind.Respond, Kind.Respond, Kind.Respond, Kind.Respond, Kind.RespondByItem, Kind.RespondByItem, Kind.PromiseAnswer,
        Kind.PromiseAnswer, Kind.PromiseAnswer, Kind.Assess, Kind.Assess, Kind.Assess, Kind.Assess, Kind.Assess, Kind.Assess, Kind.Assess, Kind.Join, Kind.Join,
        Kind.Again, Kind.Again, Kind.Restate, Kind.WithdrawDemand, Kind.WithdrawDemand, Kind.FulfilDemand, Kind.Remark, Kind.Remark,
        Kind.Remark, Kind.Restate, Kind.WithdrawOther, Kind.WithdrawOther, Kind.PromiseDeed, Kind.PromiseDeed, Kind.DeedAgain, Kind.DeedAgain,
        Kind.Fulfil, Kind.Fulfil, Kind.Meet, Kind.Meet, Kind.Meet, Kind.Meet, Kind.Reply, Kind.Replace, Kind.Condition, Kind.Warn, Kind.Step,
        Kind.Annul, Kind.Redate, Kind.Redate, Kind.Rewrite, Kind.Merge, Kind.Merge, Kind.CorrectCorrection, Kind.Retitle, Kind.Attach,
        Kind.Demand,
    ];

    private IEnumerable<string> Demands => Statements.Select(OracleTexts.MadeDemand).Where(name => name.Length > 0);

    private IEnumerable<string> Meetings => Statements.Select(OracleTexts.PhaseOf).Where(name => name.Length > 0).Distinct();

    public void Add(Seed seed)
    {
        _revision++;
        var kind = Kinds[seed.Kind % Kinds.Length];
        if (!Demands.Any()) kind = kind is Kind.Meet or Kind.PromiseDeed ? kind : Kind.Demand;
        if (IsPlain && kind is Kind.Annul or Kind.Redate or Kind.Rewrite or Kind.Merge or Kind.CorrectCorrection or Kind.Retitle or Kind.Attach)
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

    /// <summary>Lets a debtor speak, and to the creditor, save now and then.</summary>
    private void Owing(Statement statement, Seed seed)
    {
        var demand = statement.Promise?.Demand ?? statement.Fulfillment?.Subject ?? statement.Response?.Demands.FirstOrDefault() ?? "";
        if (seed.Who / 72 % 8 == 7 || Statements.FirstOrDefault(one => OracleTexts.MadeDemand(one) == demand) is not { } maker) return;
        var debtors = OracleTexts.PartiesOf(maker, maker.Demand.Targets.Count > 0 ? maker.Demand.Targets : maker.Addressees)
            .Except(OracleTexts.PartiesOf(maker, maker.Principals)).ToList();
        // Where each is to answer for itself, they may yet do so together.
        if (maker.Demand.InOwnName && debtors.Count > 1 && seed.Who / 9 % 3 > 0) Speak(statement, debtors[0], [.. debtors]);
        if (debtors.Count == 0 || statement.OnBehalfOf.Count > 0) return;
        var side = World.Sides.Single(side => side[0] == debtors[seed.Who % debtors.Count]);
        Speak(statement, side[seed.Who / 3 % side.Length]);
        if (seed.How / 2 % 4 < 3) statement.Addressees[0] = maker.Speaker;
    }

    private static void Speak(Statement statement, string speaker, params string[] onBehalfOf)
    {
        var said = World.Say(statement.Revision, World.Start, speaker, statement.Said.Text, onBehalfOf);
        statement.Speaker = said.Speaker;
        statement.OnBehalfOf.Clear();
        statement.OnBehalfOf.AddRange(said.OnBehalfOf);
        statement.Principals.Clear();
        statement.Principals.AddRange(said.Principals);
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

    private static Report Published(int when) => new() { Outlet = "The Paper", Published = new PartialDate { Text = $"2022-01-{1 + when % Days:00}" } };

    private void Act(Statement statement, Kind kind, Seed seed)
    {
        var (choice, due) = (seed.Choice, seed.When / 96);
        var demand = Pick(Demands, seed.What);
        switch (kind)
        {
            case Kind.Demand:
                if (seed.Who / 72 % 3 == 2) Speak(statement, World.Bodies[seed.Who % 3], World.Bodies[seed.Who % 3], World.Bodies[(seed.Who + 1) % 3]);
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
                if (statement.Assessment.Demand.Length > 0) CreditorOf(demand, statement, seed);
                break;
            case Kind.FulfilDemand:
                statement.Fulfillment = Acts.Fulfillment(demand, choice);
                Owing(statement, seed);
                break;
            case Kind.DeedAgain when Statements.Any(one => one.Promise?.Kind == PromiseKind.ToDo):
                var deed = Statements.Where(one => one.Promise?.Kind == PromiseKind.ToDo).ElementAt(seed.What % Statements.Count(one => one.Promise?.Kind == PromiseKind.ToDo));
                statement.Promise = Acts.DeedAgain(deed.Name, choice);
                SideOf(deed, statement, seed);
                break;
            case Kind.Fulfil when Statements.Any(one => one.ActCase is Statement.ActOneofCase.Promise or Statement.ActOneofCase.Warning):
                var promised = Statements.Where(one => one.Promise?.Kind == PromiseKind.ToDo).ToList();
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
            case Kind.Meet: statement.Meeting = Acts.Meeting(choice % 4 < 3 ? Pick(Meetings, seed.What) : "", _revision, choice, due); break;
            case Kind.Condition:
                statement.Condition = Acts.Condition(demand, choice);
                if (choice / 15 % 3 > 0) CreditorOf(demand, statement, seed);
                break;
            case Kind.Warn: statement.Warning = new WarningAct { Demands = { demand } }; break;
            case Kind.Step: statement.NegotiationStep = new NegotiationStepAct { Step = (NegotiationStep)(1 + choice % 7) }; break;
            case Kind.Remark when Statements.Any(IsRemarkedOn):
                var remarkable = Statements.Where(IsRemarkedOn).ToList();
                // What several said on a lesser word is what one of them can deny.
                var joint = remarkable.Where(one => one.OnBehalfOf.Count > 1 && one.Response is not null && OracleTexts.Rank(one.Attribution) < 4).ToList();
                if (joint.Count > 0 && choice / 12 % 3 > 0) remarkable = joint;
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

    private void AuthorOf(string demand, Statement statement, Seed seed) =>
        SideOf(Statements.Single(one => OracleTexts.MadeDemand(one) == demand), statement, seed);

    /// <summary>Lets one of the authors or of those who joined speak, save now and then.</summary>
    private void CreditorOf(string demand, Statement statement, Seed seed)
    {
        var joining = Statements.Where(one => one.Demand?.Joins == demand).ToList();
        if (joining.Count > 0 && seed.Who / 3 % 2 == 1) SideOf(joining[seed.Who / 6 % joining.Count], statement, seed);
        else AuthorOf(demand, statement, seed);
    }

    /// <summary>Lets a body speak that did not make the demand, save now and then.</summary>
    private void OtherThan(string demand, Statement statement, Seed seed)
    {
        var authors = OracleTexts.PartiesOf(Statements.Single(one => OracleTexts.MadeDemand(one) == demand), Statements.Single(one => OracleTexts.MadeDemand(one) == demand).Principals);
        var others = World.Bodies.Except(authors).ToList();
        if (seed.Who / 72 % 8 != 7 && others.Count > 0) Speak(statement, others[seed.Who % others.Count]);
    }

    /// <summary>Lets the right side speak, of several one or all, save now and then.</summary>
    private static void SideOf(Statement author, Statement statement, Seed seed)
    {
        if (seed.Who / 72 % 8 == 7) return;
        if (author.OnBehalfOf.Count > 1 && seed.Who / 12 % 3 > 0) Speak(statement, author.OnBehalfOf[seed.Who / 36 % 2]);
        else Speak(statement, author.Speaker, [.. author.OnBehalfOf]);
    }

    private void Correct(Kind kind, Seed seed)
    {
        if (kind == Kind.Attach)
        {
            var report = Published(seed.When);
            report.AttachedRevision = _revision;
            Statements[seed.What % Statements.Count].Reports.Add(report);
            return;
        }
        Tick(seed.Lag, World.Start);
        var subject = Statements[seed.What % Statements.Count];
        var correction = new Correction
        {
            Name = $"corrections/c{_revision}",
            Subject = subject.Name,
            Label = CorrectionLabel.Error,
            Revision = _revision,
            RecordTime = Timestamp.FromDateTimeOffset(_clock),
        };
        switch (kind)
        {
            case Kind.Redate: correction.Replacement = Redated(subject, seed); break;
            case Kind.Rewrite: correction.Replacement = Rewritten(subject, seed); break;
            case Kind.Retitle: correction.Replacement = Retitled(subject); break;
            case Kind.Merge:
                var others = Statements.Where(one => one.Name != subject.Name && one.ActCase == subject.ActCase
                    && OracleTexts.MadeDemand(one).Length > 0 == OracleTexts.MadeDemand(subject).Length > 0
                    && one.Promise?.Restates == subject.Promise?.Restates
                    && ((OpensItsMeeting(one) && OpensItsMeeting(subject)) || OracleTexts.PhaseOf(one) == OracleTexts.PhaseOf(subject))).ToList();
                if (others.Count == 0) break;
                correction.Label = CorrectionLabel.Duplicate;
                correction.DuplicateOf = others[seed.Choice % others.Count].Name;
                break;
            case Kind.CorrectCorrection when Corrections.Count > 0:
                var corrected = Corrections[seed.What % Corrections.Count];
                correction.Subject = corrected.Name;
                var first = corrected;
                while (first.Subject.StartsWith("corrections/", StringComparison.Ordinal))
                    first = Corrections.Single(one => one.Name == first.Subject);
                correction.Replacement = (seed.Choice % 3) switch
                {
                    2 => Redated(Statements.Single(one => one.Name == first.Subject), seed),
                    1 when corrected.Replacement is not null => Retitled(corrected.Replacement),
                    _ => null,
                };
                break;
            default: break;
        }
        Corrections.Add(correction);
    }

    // Two meetings are one only if what opened them is; other phases are merged within their meeting.
    private bool OpensItsMeeting(Statement phase) =>
        phase.Meeting is not null && Statements.First(one => OracleTexts.PhaseOf(one) == phase.Meeting.Meeting) == phase;

    private static Statement Redated(Statement subject, Seed seed)
    {
        var replacement = subject.Clone();
        replacement.Said.Text = Date(seed.When);
        return replacement;
    }

    private static Statement Retitled(Statement subject)
    {
        var replacement = subject.Clone();
        replacement.Summaries.Add(new LocalizedText { Text = "said better", LanguageCode = "en" });
        return replacement;
    }

    /// <summary>The same occasion, told otherwise: another form, word, side or act.</summary>
    private Statement Rewritten(Statement subject, Seed seed)
    {
        var replacement = Framed(subject.Said.Text, seed);
        replacement.Name = subject.Name;
        replacement.Revision = subject.Revision;
        replacement.RecordTime = subject.RecordTime;
        replacement.InReplyTo = subject.InReplyTo;
        replacement.Reports.Clear();
        replacement.Reports.AddRange(subject.Reports);
        if (subject.ActCase == Statement.ActOneofCase.Response && seed.Choice % 2 == 1)
            replacement.Promise = Acts.Promise(subject.Response.Demands.FirstOrDefault() ?? "", seed.Choice / 2);
        else if (subject.ActCase == Statement.ActOneofCase.Promise && seed.Choice % 2 == 1 && subject.Promise.Demand.Length > 0)
            replacement.Response = Acts.Response(subject.Promise.Demand, seed.Choice / 2, subject.Promise.Demand);
        else if (OracleTexts.MadeDemand(subject).Length > 0)
            replacement.Demand = Acts.Demand(OracleTexts.MadeDemand(subject), seed.Choice, seed.When / 96);
        else CopyAct(subject, replacement);
        return replacement;
    }

    private static void CopyAct(Statement from, Statement to)
    {
        var copy = from.Clone();
        switch (copy.ActCase)
        {
            case Statement.ActOneofCase.Demand: to.Demand = copy.Demand; break;
            case Statement.ActOneofCase.Promise: to.Promise = copy.Promise; break;
            case Statement.ActOneofCase.Response: to.Response = copy.Response; break;
            case Statement.ActOneofCase.Assessment: to.Assessment = copy.Assessment; break;
            case Statement.ActOneofCase.Fulfillment: to.Fulfillment = copy.Fulfillment; break;
            case Statement.ActOneofCase.Withdrawal: to.Withdrawal = copy.Withdrawal; break;
            case Statement.ActOneofCase.Condition: to.Condition = copy.Condition; break;
            case Statement.ActOneofCase.Warning: to.Warning = copy.Warning; break;
            case Statement.ActOneofCase.Meeting: to.Meeting = copy.Meeting; break;
            case Statement.ActOneofCase.NegotiationStep: to.NegotiationStep = copy.NegotiationStep; break;
            case Statement.ActOneofCase.Remark: to.Remark = copy.Remark; break;
            default: break;
        }
    }
}
