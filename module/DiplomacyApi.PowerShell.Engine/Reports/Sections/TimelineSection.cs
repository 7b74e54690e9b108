using Diplomacy.V1;
using DiplomacyApi.Client.Sentences;
using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Reports.Documents;

namespace DiplomacyApi.PowerShell.Engine.Reports.Sections;

/// <summary>What was said, the last first, in the order in which it counts, each with what it did and where it was reported.</summary>
internal static class TimelineSection
{
    public static Section Of(ReportContext context)
    {
        var entries = context.Facts.Timeline.Reverse().Select(entry => Of(context, entry)).ToList();
        return new Section("timeline", "Timeline, newest first",
            [entries.Count == 0 ? new Paragraph(new Line().Words("Nothing had been said.")) : new Entries(entries)], OnNewPage: true);
    }

    private static Entry Of(ReportContext context, Diplomacy.V1.TimelineEntry entry)
    {
        var statement = entry.Statement;
        var head = new Line();
        if (statement.Marking.Length > 0) head.Mark(statement.Marking).Words(" ");
        head.Strong(context.Facts.Name(statement.Speaker));
        if (statement.Addressees.Count > 0) head.Words(" to ").With(context.Actors(statement.Addressees));
        head.Words($" · {ReportText.InWords(statement.ActKind)} · ").Said(statement.Summaries).Words(" ").Quoted(statement.Quotation);
        if (context.Facts.Point.Since is { } since && entry.SeenTime?.ToDateTimeOffset() > since.End) head.Words(" ").Caution("NEW");
        var facts = new List<Fact>();
        if (Standing(entry) is { IsEmpty: false } standing) facts.Add(new("Standing", standing));
        facts.AddRange(entry.Effects.Select(effect => new Fact("Effect", new Line().Said(effect.InEnglish(context.Facts.Name)))));
        facts.Add(new("Attribution", Word(context, statement)));
        facts.AddRange(statement.Reports.Select(report => new Fact("Source", Source(context, report))));
        if (statement.Reports.Count == 0) facts.Add(new("Source", new Line().Words("none recorded")));
        facts.Add(new(
            "Statement", new Line().Code(ResourceNames.IdOf(statement.Name)).Words($", revision {ReportText.Number(statement.Revision)}")));
        return new Entry(ReportContext.AnchorOf(statement.Name), statement.Said.Text(), head, facts);
    }

    private static Line Standing(Diplomacy.V1.TimelineEntry entry)
    {
        var line = new Line();
        if (entry.WithoutEffect is { } without) line.Caution("WITHOUT EFFECT").Words(": ").Said(without.InEnglish());
        if (entry.Denied) line.Then("; ").Caution("DENIED").Words(" by its own side");
        if (entry.Confirmed) line.Then("; ").Words("confirmed by its own side");
        if (entry.Statement.CorrectedBy.Length > 0)
            line.Then("; ").Words($"corrected ({ReportText.InWords(entry.Statement.CorrectionLabel)})");
        if (entry.Statement.ErasedRevision > 0)
            line.Then("; ").Words($"words erased at revision {ReportText.Number(entry.Statement.ErasedRevision)}");
        return line;
    }

    private static Line Word(ReportContext context, Diplomacy.V1.Statement statement)
    {
        var line = new Line().Words(ReportText.Basis(statement.Attribution));
        if (statement.ToldBy.Length > 0) line.Words(", reported by ").Said(context.Facts.Name(statement.ToldBy));
        if (statement.Through.Count > 0) line.Words(", through ").With(context.Actors(statement.Through));
        if (statement.OnBehalfOf.Count > 0) line.Words(", for ").With(context.Actors(statement.OnBehalfOf));
        if (statement.Form != Diplomacy.V1.Form.Unspecified) line.Words($", {ReportText.InWords(statement.Form)}");
        if (statement.Release != Diplomacy.V1.Release.Unspecified) line.Words($", {ReportText.InWords(statement.Release)}");
        return line;
    }

    private static Line Source(ReportContext context, Report report)
    {
        var line = new Line().Said(context.Facts.Name(report.Outlet));
        if (report.Title.Length > 0 || report.Url.Length > 0) line.Then(": ").Link(report.Url, report.Title, report.LanguageCode);
        if (report.Published is { } published) line.Words($", {published.Text}");
        if (report.Reliability.Length > 0 || report.Credibility > 0)
            line.Words(
                $", graded {(report.Reliability.Length == 0 ? ReportText.None : report.Reliability)}{(report.Credibility == 0 ? ReportText.None : ReportText.Number(report.Credibility))}");
        return line;
    }
}
