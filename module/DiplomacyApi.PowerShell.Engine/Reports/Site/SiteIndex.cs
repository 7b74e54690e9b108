using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Reports.Calendars;
using DiplomacyApi.PowerShell.Engine.Reports.Documents;
using DiplomacyApi.PowerShell.Engine.Reports.Reading;
using DiplomacyApi.PowerShell.Engine.Reports.Sections;

namespace DiplomacyApi.PowerShell.Engine.Reports.Site;

/// <summary>The page that leads to all negotiations.</summary>
internal sealed class SiteIndex(ReportPoint point)
{
    public const string FileName = "index.html";

    private readonly List<IReadOnlyList<Line>> _rows = [];
    private readonly List<string> _markings = [];

    public AtomFeed Feed { get; } = new();

    public CalendarFile Calendar { get; } = new(point);

    /// <summary>The file of a negotiation. No other file can have its name: ids have no dot, and index is prefixed.</summary>
    public static string PageOf(string negotiation) =>
        ResourceNames.IdOf(negotiation) is var id && id == "index" ? "negotiation-index.html" : $"{id}.html";

    public void Add(ReportFacts facts)
    {
        var (status, title) = (facts.Status, facts.Negotiation.Titles.FirstOrDefault());
        var marking = Markings.Highest(facts.Markings);
        var name = new Line();
        if (marking.Length > 0) name.Mark(marking).Words(" ");
        var overdue = status.WaitingOn.Count(one => one.DueState == Diplomacy.V1.DueState.Overdue);
        var owed = new Line().Words(ReportText.Number(status.WaitingOn.Count));
        if (overdue > 0) owed.Words(", ").Alert($"{ReportText.Number(overdue)} OVERDUE");
        _rows.Add(
        [
            name.Reference(PageOf(facts.Negotiation.Name),
                title?.Text is { Length: > 0 } text ? text : ResourceNames.IdOf(facts.Negotiation.Name)),
            StateLine.Of(facts, isLinked: false), owed,
            status.NextMeeting is { } next
                ? new Line().Said(next.Titles).Words(", ").Date(next.Date?.Text ?? "no date yet")
                : new Line().Words("none"),
            new Line().Words(status.LastActivity?.Text ?? ReportText.None),
        ]);
        _markings.Add(marking);
        Feed.Add(facts);
        Calendar.Add(facts);
    }

    public Document Compose()
    {
        var marking = Markings.Highest(_markings.SelectMany(one => one.Split(" · ")));
        Block list = _rows.Count == 0
            ? new Paragraph(new Line().Words("There are none."))
            : new Table(["Negotiation", "State", "Owed", "Next meeting", "Last activity"], _rows);
        return new Document("index", new Span("Negotiations", SpanKind.Words), marking,
            ReportHeader.RunningLine(point, marking, new Line().Words("Negotiations")), ReportHeader.Facts(point, marking),
            [new Section("negotiations", "All negotiations", [list]), ReportHeader.RecordSection(point)]);
    }
}
