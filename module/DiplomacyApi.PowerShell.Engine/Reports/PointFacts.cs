namespace DiplomacyApi.PowerShell.Engine.Reports;

/// <summary>At which point a report holds, in its header and on each printed page.</summary>
internal static class PointFacts
{
    public static Facts Of(ReportPoint point, string marking, Line? parties = null)
    {
        var rows = new List<Fact>();
        if (marking.Length > 0) rows.Add(new("Marking", new Line().Mark(marking)));
        if (parties is { IsEmpty: false }) rows.Add(new("Parties", parties));
        rows.Add(new("As of", new Line().Words(point.AsOf)));
        if (point.Since is { } since) rows.Add(new("Changes since", new Line().Words(since.Date)));
        rows.Add(new("Known at", new Line().Words(Known(point))));
        if (point.Clocks.PublishedBy is { } published) rows.Add(new("Only published by", new Line().Words(published)));
        if (point.Clocks.MinBasis != Attribution.None) rows.Add(new("Only on this word or better", new Line().Words(Wording.InWords(point.Clocks.MinBasis))));
        rows.Add(new("Log position", new Line().Code($"{point.Position.LogId}@{Wording.Number(point.Position.Revision)}")));
        return new Facts(rows);
    }

    public static Line Running(ReportPoint point, string marking, Line about)
    {
        var line = new Line();
        if (marking.Length > 0) line.Mark(marking).Words(" · ");
        return line.With(about).Words($" · as of {point.AsOf} · known at {Known(point)} · log {point.Position.LogId}");
    }

    private static string Known(ReportPoint point) =>
        $"revision {Wording.Number(point.Position.Revision)}{(point.Recorded is { } time ? $", recorded {Wording.Instant(time)}" : "")}";
}
