using System.Collections.Specialized;
using Diplomacy.V1;
using DiplomacyApi.PowerShell.Engine.Messages;
using Google.Protobuf.Collections;

namespace DiplomacyApi.PowerShell.Engine.Export;

/// <summary>A statement by the parameter names of the cmdlet that would record it.</summary>
internal static class StatementCells
{
    public static Dictionary<string, object?> Of(Diplomacy.V1.Statement statement)
    {
        var language = statement.Summaries.FirstOrDefault()?.LanguageCode ?? "";
        var cells = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["Act"] = statement.ActKind.ToString(),
            ["StatementId"] = ResourceNames.IdOf(statement.Name),
            ["Said"] = statement.Said.Text(),
            ["By"] = ResourceNames.IdOf(statement.Speaker),
            ["To"] = Bare(statement.Addressees),
            ["OnBehalfOf"] = Bare(statement.OnBehalfOf),
            ["ToldBy"] = ResourceNames.IdOf(statement.ToldBy),
            ["Through"] = Bare(statement.Through),
            ["Summary"] = Words(statement.Summaries, language),
            ["Form"] = Word(statement.Form),
            ["Release"] = Word(statement.Release),
            ["Attribution"] = Word(statement.Attribution),
            ["Negotiation"] = ResourceNames.IdOf(statement.Negotiation),
            ["Quote"] = statement.Quotation is null ? null : Words([statement.Quotation], language),
            ["Language"] = language,
            ["Marking"] = statement.Marking,
            ["InReplyTo"] = ResourceNames.IdOf(statement.InReplyTo),
        };
        if (statement.Reports is [var one] && IsPlain(one, language))
            (cells["Outlet"], cells["Url"], cells["Published"]) = (ResourceNames.IdOf(one.Outlet), one.Url, one.Published.Text());
        else cells["Report"] = Reports(statement.Reports, language);
        foreach (var (key, value) in Act(statement, language)) cells[key] = value;
        return cells;
    }

    private static IEnumerable<(string Key, object? Value)> Act(Diplomacy.V1.Statement statement, string language) =>
        statement.ActCase switch
        {
            Diplomacy.V1.Statement.ActOneofCase.Demand =>
            [
                ("Id", ResourceNames.IdOf(statement.Demand.Demand)), ("Title", Words(statement.Demand.Titles, language)),
            ("Item",
                statement.Demand.Items.Count == 0
                    ? null
                    : statement.Demand.Items.Select(item => Table(("Id", item.Id), ("Title", Words(item.Titles, language)))).ToArray()),
            ("Target", Bare(statement.Demand.Targets)), ("Strength", Word(statement.Demand.Force)),
            ("RequiredForm", Word(statement.Demand.RequiredForm)),
            ("ItemByItem", statement.Demand.ItemByItem), ("InOwnName", statement.Demand.InOwnName), ("Due", statement.Demand.Due.Text()),
            ("Restates", ResourceNames.IdOf(statement.Demand.Restates)), ("Replaces", ResourceNames.IdOf(statement.Demand.Replaces)),
            ("Again", statement.Demand.Again), ("Joins", ResourceNames.IdOf(statement.Demand.Joins)),
        ],
            Diplomacy.V1.Statement.ActOneofCase.Promise =>
            [
                ("Demand", ResourceNames.IdOf(statement.Promise.Demand)), ("Item", statement.Promise.Items.ToArray()),
            ("ToDo", Words(statement.Promise.Titles, language)), ("Due", statement.Promise.Due.Text()),
            ("Restates", ResourceNames.IdOf(statement.Promise.Restates)),
        ],
            Diplomacy.V1.Statement.ActOneofCase.Response =>
            [
                ("Demand", Bare(statement.Response.Demands)), ("Meeting", ResourceNames.IdOf(statement.Response.Meeting)),
            ("Position", Word(statement.Response.Position)),
            ("Item", statement.Response.Positions.Count == 0 ? null : statement.Response.Positions.Select(position => Table(
                ("Item", position.Item), ("Demand", ResourceNames.IdOf(position.Demand)), ("Position", Word(position.Position)),
                ("Text", Words(position.Texts, language)))).ToArray()),
            ("Complete", statement.Response.Complete),
        ],
            Diplomacy.V1.Statement.ActOneofCase.Assessment =>
            [
                ("Verdict", Word(statement.Assessment.Verdict)), ("Demand", ResourceNames.IdOf(statement.Assessment.Demand)),
            ("Item", statement.Assessment.Items.ToArray()),
            ("Promise", ResourceNames.IdOf(statement.Assessment.Promise)), ("Debtor", Bare(statement.Assessment.Debtors)),
            ("Due", statement.Assessment.Due.Text()),
        ],
            Diplomacy.V1.Statement.ActOneofCase.Fulfillment =>
            [
                (statement.Fulfillment.Subject.StartsWith("demands/", StringComparison.Ordinal) ? "Demand" : "Subject",
                ResourceNames.IdOf(statement.Fulfillment.Subject)),
            ("Item", statement.Fulfillment.Items.ToArray()), ("InPart", !statement.Fulfillment.Complete),
        ],
            Diplomacy.V1.Statement.ActOneofCase.Withdrawal =>
                [(statement.Withdrawal.Subject.Split('/')[0] switch { "demands" => "Demand", "meetings" => "Meeting", _ => "Subject" },
                ResourceNames.IdOf(statement.Withdrawal.Subject))],
            Diplomacy.V1.Statement.ActOneofCase.Condition =>
                [("Demand", Bare(statement.Condition.Demands)), ("Until", Word(statement.Condition.Until)),
                ("Title", Words(statement.Condition.Titles, language))],
            Diplomacy.V1.Statement.ActOneofCase.Warning =>
            [
                ("Consequence", Words(statement.Warning.Consequences, language)), ("Demand", Bare(statement.Warning.Demands)),
            ("DependsOn", Words(statement.Warning.Conditions, language)), ("Hedged", statement.Warning.Hedged),
        ],
            Diplomacy.V1.Statement.ActOneofCase.Meeting =>
            [
                ("Id", ResourceNames.IdOf(statement.Meeting.Meeting)), ("Phase", Word(statement.Meeting.Phase)),
            ("Title", Words(statement.Meeting.Titles, language)),
            ("Invitee", Bare(statement.Meeting.Invitees)), ("Participant", Bare(statement.Meeting.Participants)),
            ("Place", Words(statement.Meeting.Places, language)),
            ("Date", statement.Meeting.Date.Text()), ("Agenda", Words(statement.Meeting.Agenda, language)),
        ],
            Diplomacy.V1.Statement.ActOneofCase.NegotiationStep => [("Step", Word(statement.NegotiationStep.Step))],
            Diplomacy.V1.Statement.ActOneofCase.Remark =>
                [("Subject", ResourceNames.IdOf(statement.Remark.Subject)), ("Stance", Word(statement.Remark.Stance))],
            _ => [],
        };

    private static string[] Bare(RepeatedField<string> names) => [.. names.Select(ResourceNames.IdOf)];

    private static string Word(Enum value) => value.ToString() is "Unspecified" ? "" : value.ToString();

    /// <summary>A text in the statement's own language as it is, others by their languages.</summary>
    private static object? Words(IReadOnlyCollection<LocalizedText> texts, string language) => texts.Count switch
    {
        0 => null,
        // A text in brackets would be read as JSON.
        1 when texts.ElementAt(0) is var one && one.LanguageCode == language && one.Text is not (['{', .., '}'] or ['[', .., ']']) =>
            one.Text,
        _ => Table([.. texts.Select(text => (text.LanguageCode, (object?)text.Text))]),
    };

    /// <summary>Whether the columns Outlet, Url and Published hold all of a report.</summary>
    private static bool IsPlain(Report report, string language) =>
        report is { Title: "", Reliability: "", Credibility: 0, ContentHash: "" } && report.LanguageCode == language
        && (report.Outlet.Length > 0 || report.Url.Length > 0 || report.Published is not null);

    private static object? Reports(RepeatedField<Report> reports, string language) => reports.Count == 0 ? null : reports.Select(report =>
    {
        var table = Table(
            ("Outlet", report.Outlet), ("Url", report.Url), ("Published", report.Published.Text()), ("Title", report.Title),
            ("Reliability", report.Reliability), ("Credibility", report.Credibility == 0 ? null : report.Credibility),
            ("ContentHash", report.ContentHash));
        // One that says nothing is taken to be in the statement's language.
        if (report.LanguageCode != language) table["Language"] = report.LanguageCode;
        return table;
    }).ToArray();

    private static OrderedDictionary Table(params (string Key, object? Value)[] members)
    {
        var table = new OrderedDictionary();
        foreach (var (key, value) in members)
            if (value is not null and not "" and not false) table[key] = value;
        return table;
    }
}
