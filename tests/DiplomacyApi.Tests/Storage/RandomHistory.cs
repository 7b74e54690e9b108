using System.Globalization;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Statements;
using Google.Protobuf;

namespace DiplomacyApi.Tests.Storage;

/// <summary>
/// Records a random history: late, corrected, duplicate, denied and withdrawn statements of a few actors on a few demands and meetings,
/// some of them at once so that they share a group. What is refused is left out. With <paramref name="erasing"/>, some are erased.
/// </summary>
internal sealed class RandomHistory(IRecordingJournal file, Random random, Random? erasing = null)
{
    private static readonly string[] Bodies = ["alpha", "beta", "gamma"];
    private static readonly string[] Speakers = ["alpha", "beta", "gamma", "alpha-ministry", "beta-envoy"];
    private static readonly string[] Languages = ["", "en", "zh-Hans", "de-CH"];
    private static readonly DateTimeOffset Start = new(2022, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Times that the entries are recorded again where too many were refused or erased.</summary>
    private const int RoundsMax = 5;

    private int _given;

    public List<Statement> Statements { get; } = [];

    public List<Correction> Corrections { get; } = [];

    /// <summary>What is done after each few entries.</summary>
    public Action? Between { get; init; }

    /// <summary>Tries so many entries, and as many again for as long as that is not enough.</summary>
    public async Task RecordAsync(int entries, Func<bool>? isEnough = null)
    {
        foreach (var body in Bodies) await file.ActorAsync(body);
        await file.ActorAsync("alpha-ministry", "alpha");
        await file.ActorAsync("beta-envoy", "beta");
        foreach (var id in new[] { "talks", "other-talks" })
            await file.Writer.CreateNegotiationAsync(
                new CreateNegotiationRequest { NegotiationId = id, Negotiation = new Negotiation { Titles = { Text(id) } } },
                JournalFile.Recorder, JournalFile.Ct);
        var rounds = 0;
        do await GoOnAsync(entries);
        while (isEnough?.Invoke() == false && ++rounds < RoundsMax);
    }

    private async Task GoOnAsync(int entries)
    {
        for (var done = 0; done < entries;)
        {
            if (random.Next(3) > 0) file.Time.Advance(TimeSpan.FromMinutes(random.Next(1, 3000)));
            var together = Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(4) == 0 ? CorrectAsync() : SayAsync()).ToList();
            foreach (var recorded in await Task.WhenAll(together))
            {
                if (recorded is Statement statement) Statements.Add(statement);
                if (recorded is Correction correction) Corrections.Add(correction);
            }
            done += together.Count;
            Between?.Invoke();
            if (erasing is not null && Statements.Count > 0 && erasing.Next(5) == 0) await EraseAsync(erasing);
        }
    }

    private async Task<IMessage?> SayAsync()
    {
        try
        {
            return (await file.RecordAsync(new RecordStatementRequest { StatementId = $"s{++_given}", Statement = Random() })).Statement;
        }
        catch (RefusedException)
        {
            // As in life: what does not fit is not recorded.
            return null;
        }
    }

    /// <summary>
    /// Erases one, attaches a report to another. What was erased is put out of the history, as it is out of the answers at every K.
    /// </summary>
    private async Task EraseAsync(Random erasing)
    {
        await file.Writer.AttachReportAsync(
            new AttachReportRequest
            {
                Statement = Statements[erasing.Next(Statements.Count)].Name,
                Report = new Report { Outlet = "An outlet", Url = $"https://example.org/{_given}" },
            },
            JournalFile.Recorder, JournalFile.Ct);
        var name = Statements[erasing.Next(Statements.Count)].Name;
        var erasure = new Erasure { Statement = name, Extent = (ErasureExtent)erasing.Next(1, 3) };
        erasure.Revision = (await file.EraseAsync(name, erasure.Extent)).LogPosition.Revision;
        for (var place = Corrections.Count - 1; place >= 0; place--)
        {
            if (StatementOf(Corrections[place]) != name) continue;
            if (erasure.Extent == ErasureExtent.All) Corrections.RemoveAt(place);
            else Corrections[place] = (Correction)Redaction.Redact(Corrections[place], erasure);
        }
        var at = Statements.FindIndex(statement => statement.Name == name);
        if (erasure.Extent == ErasureExtent.All) Statements.RemoveAt(at);
        else Statements[at] = (Statement)Redaction.Redact(Statements[at], erasure);
    }

    private string StatementOf(Correction correction)
    {
        while (correction.Subject.StartsWith("corrections/", StringComparison.Ordinal))
            correction = Corrections.Single(one => one.Name == correction.Subject);
        return correction.Subject;
    }

    private async Task<IMessage?> CorrectAsync()
    {
        if (Statements.Count == 0) return null;
        try
        {
            return (await file.Writer.CorrectStatementAsync(
                new CorrectStatementRequest { CorrectionId = $"c{++_given}", Correction = RandomCorrection() }, JournalFile.Recorder,
                JournalFile.Ct)).Correction;
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    private Correction RandomCorrection()
    {
        var correction = new Correction { Subject = Pick(Statements).Name, Label = CorrectionLabel.Error };
        if (Corrections.Count > 0 && random.Next(4) == 0) correction.Subject = Pick(Corrections).Name;
        else if (Corrections.Find(one => one.DuplicateOf.Length > 0) is { } kept && random.Next(4) == 0)
            correction.Subject = kept.DuplicateOf;
        switch (random.Next(4))
        {
            case 0: break;
            case 1:
                // Mostly demands, which others act on; and of the same act, or it is refused.
                var duplicate = Pick(Statements.FindAll(statement => statement.Demand is not null
                    || random.Next(4) == 0) is { Count: > 0 } some
                    ? some
                    : Statements);
                correction.Subject = duplicate.Name;
                correction.Label = CorrectionLabel.Duplicate;
                correction.DuplicateOf = Pick(Statements.FindAll(statement => statement.ActCase == duplicate.ActCase)).Name;
                break;
            default:
                correction.Replacement = (Statements.Find(statement => statement.Name == correction.Subject) ?? Pick(Statements)).Clone();
                correction.Replacement.Said = Said();
                correction.Replacement.Attribution = (Attribution)random.Next(1, 6);
                Bare(correction.Replacement);
                break;
        }
        return correction;
    }

    private Statement Random()
    {
        var statement = new Statement
        {
            Speaker = $"actors/{Pick(Speakers)}",
            Said = Said(),
            Form = (Form)random.Next(1, 3),
            Release = (Release)random.Next(1, 4),
            Attribution = random.Next(3) > 0 ? Attribution.OnRecord : (Attribution)random.Next(1, 6),
            Negotiation = $"negotiations/{(random.Next(3) > 0 ? "talks" : "other-talks")}",
            Summaries = { new LocalizedText { Text = "It was said.", LanguageCode = Languages[_given % Languages.Length] } },
        };
        statement.Addressees.AddRange(Bodies.Where(_ => random.Next(2) == 0).Select(body => $"actors/{body}"));
        if (statement.Addressees.Count == 0) statement.Addressees.Add("actors/beta");
        if (Statements.Count > 0 && random.Next(5) == 0) statement.InReplyTo = Pick(Statements).Name;
        if (random.Next(4) == 0)
            statement.Reports.Add(new Report
            {
                Outlet = _given % 2 == 0 ? "An outlet" : "actors/gamma",
                Url = "https://example.org/1",
                Published = Said(),
            });
        Act(statement);
        return statement;
    }

    private void Act(Statement statement)
    {
        var demands = Statements.Where(one => one.Demand is { Demand.Length: > 0 }).ToList();
        var promises = Statements.Where(one => one.Promise is { Kind: PromiseKind.ToDo }).Select(one => one.Name).ToList();
        var meetings = Statements.Where(one => one.Meeting is not null).Select(one => one.Meeting.Meeting).Distinct().ToList();
        var kind = random.Next(demands.Count == 0 ? 2 : 16);
        var demand = demands.Count == 0 ? null : Pick(demands);
        // Most acts are by whom they become, so that not all is refused.
        if (demand is not null && random.Next(4) > 0)
        {
            if (kind is 3 or 4 or 5 or 6) (statement.Speaker, statement.Addressees[0]) = (Pick(demand.Addressees), demand.Principals[0]);
            if (kind is 2 or 7 or 8) statement.Speaker = demand.Speaker;
        }
        var name = demand?.Demand.Demand ?? "";
        string[] items = demand is null ? [] : [.. demand.Demand.Items.Select(item => item.Id).Where(_ => random.Next(2) == 0)];
        switch (kind)
        {
            case 0: statement.Demand = NewDemand(demand); break;
            case 1: statement.Meeting = NewMeeting(meetings); break;
            case 2:
                statement.Demand = new DemandAct
                {
                    Restates = name,
                    Force = Force.Demand,
                    RequiredForm = (RequiredForm)random.Next(0, 3),
                    Due = Due(),
                }; break;
            case 3:
                statement.Promise = new PromiseAct
                {
                    Kind = PromiseKind.ToAnswer,
                    Demand = name,
                    Items = { items },
                    Due = Due(),
                }; break;
            case 4 or 5 or 6:
                statement.Response = new ResponseAct { Demands = { name }, Complete = random.Next(4) == 0 };
                if (random.Next(3) > 0) statement.Response.Position = (Disposition)random.Next(1, 8);
                foreach (var item in items)
                    statement.Response.Positions.Add(new ItemPosition { Item = item, Position = (Disposition)random.Next(1, 8) });
                break;
            case 7:
                statement.Assessment = new AssessmentAct
                {
                    Demand = name,
                    Items = { items },
                    Verdict = (Verdict)random.Next(1, 3),
                }; break;
            case 8: statement.Withdrawal = new WithdrawalAct { Subject = random.Next(2) == 0 ? name : Pick(Statements).Name }; break;
            case 9: statement.Promise = new PromiseAct { Kind = PromiseKind.ToDo, Titles = { Text("a deed") }, Due = Due() }; break;
            case 10 when promises.Count > 0:
                statement.Fulfillment = new FulfillmentAct
                {
                    Subject = Pick(promises),
                    Complete = random.Next(3) > 0,
                }; break;
            case 11: statement.Condition = new ConditionAct { Demands = { name } }; break;
            case 12: statement.Warning = new WarningAct { Demands = { name }, Consequences = { Text("a consequence") } }; break;
            case 13 when meetings.Count > 0:
                statement.Response = new ResponseAct
                {
                    Meeting = Pick(meetings),
                    Position = (Disposition)random.Next(1, 8),
                }; break;
            default:
                var about = Pick(Statements);
                statement.Remark = new RemarkAct { Subject = about.Name, Stance = (Stance)random.Next(0, 3) };
                statement.Speaker = random.Next(4) > 0 ? about.Speaker : statement.Speaker;
                break;
        }
    }

    private DemandAct NewDemand(Statement? earlier)
    {
        var act = new DemandAct
        {
            Titles = { Text("a demand") },
            Force = (Force)random.Next(1, 5),
            RequiredForm = (RequiredForm)random.Next(1, 3),
            Due = Due(),
        };
        for (var item = random.Next(0, 3); item > 0; item--)
            act.Items.Add(new DemandItem { Id = $"item-{item}", Titles = { Text("an item") } });
        act.ItemByItem = act.Items.Count > 0 && random.Next(3) == 0;
        act.InOwnName = random.Next(5) == 0;
        if (earlier is not null && random.Next(4) == 0) act.Replaces = earlier.Demand.Demand;
        return act;
    }

    private MeetingAct NewMeeting(List<string> meetings)
    {
        var act = new MeetingAct { Phase = (MeetingPhase)random.Next(1, 6), Titles = { Text("a meeting") }, Date = Due() };
        if (meetings.Count > 0 && random.Next(3) > 0) act.Meeting = Pick(meetings);
        act.Invitees.AddRange(Bodies.Where(_ => random.Next(2) == 0).Select(body => $"actors/{body}"));
        return act;
    }

    /// <summary>Takes away what the server fills.</summary>
    private static void Bare(Statement statement)
    {
        statement.Name = "";
        statement.Principals.Clear();
        statement.ResolvedParties.Clear();
    }

    private PartialDate Said()
    {
        var day = Start.AddDays(random.Next(0, 45));
        return new PartialDate
        {
            Text = random.Next(4) switch
            {
                0 => day.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                1 => day.AddHours(random.Next(24)).ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture),
                2 =>
                    $"{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}/{day.AddDays(random.Next(1, 9)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}",
                _ => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            },
        };
    }

    private PartialDate? Due() => random.Next(2) == 0 ? null : Said();

    private T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];

    private static LocalizedText Text(string text) => new() { Text = text };
}
