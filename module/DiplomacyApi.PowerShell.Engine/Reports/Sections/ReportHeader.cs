using DiplomacyApi.PowerShell.Engine.Reports.Documents;
using DiplomacyApi.PowerShell.Engine.Reports.Reading;

namespace DiplomacyApi.PowerShell.Engine.Reports.Sections;

/// <summary>At which point a report holds: in its header, on each printed page, and to the last detail at its end.</summary>
internal static class ReportHeader
{
    public static Facts Facts(ReportPoint point, string marking, Line? parties = null)
    {
        var rows = new List<Fact>();
        if (marking.Length > 0) rows.Add(new("Marking", new Line().Mark(marking)));
        if (parties is { IsEmpty: false }) rows.Add(new("Parties", parties));
        rows.Add(new("As of", new Line().Words(ReportText.AsOf(point.AsOf))));
        if (point.Since is { } since) rows.Add(new("Changes since", new Line().Words(since.Date)));
        if (point.Clocks.PublishedBy is { } published) rows.Add(new("Only published by", new Line().Words(published)));
        if (point.Clocks.MinBasis != Attribution.None)
            rows.Add(new("Only with this attribution or a stronger one", new Line().Words(ReportText.InWords(point.Clocks.MinBasis))));
        return new Facts(rows);
    }

    /// <summary>What a report can be checked by, which nobody reads first.</summary>
    public static Section RecordSection(ReportPoint point) => new("record", "Record", [new Facts(
    [
        new("Known at", new Line().Words(Known(point))),
        new("Log position", new Line().Code($"{point.Position.LogId}@{ReportText.Number(point.Position.Revision)}")),
    ])]);

    public static Line RunningLine(ReportPoint point, string marking, Line about)
    {
        var line = new Line();
        if (marking.Length > 0) line.Mark(marking).Words(" · ");
        return line.With(about).Words($" · as of {ReportText.AsOf(point.AsOf)} · known at {Known(point)} · log {point.Position.LogId}");
    }

    private static string Known(ReportPoint point) =>
        $"revision {ReportText.Number(point.Position.Revision)}{(point.Recorded is { } time ? $", recorded {ReportText.Instant(time)}" : "")}";
}
