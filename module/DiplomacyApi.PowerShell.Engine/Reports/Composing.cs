namespace DiplomacyApi.PowerShell.Engine.Reports;

/// <summary>What the parts of a report share while it is put together.</summary>
internal sealed class Composing(ReportFacts facts)
{
    private readonly HashSet<string> _told = [.. facts.Timeline.Select(entry => entry.Statement.Name)];

    public ReportFacts Facts { get; } = facts;

    /// <summary>Where a statement stands in the report.</summary>
    public static string AnchorOf(string statement) => $"s-{Ids.Bare(statement)}";

    /// <summary>Where a demand stands in the report.</summary>
    public static string AnchorOfDemand(string demand) => $"d-{Ids.Bare(demand)}";

    /// <summary>A statement by its id, and the way to it where the report tells of it.</summary>
    public Line Statement(string statement, Line? line = null) => _told.Contains(statement)
        ? (line ?? new Line()).Reference(AnchorOf(statement), Ids.Bare(statement))
        : (line ?? new Line()).Code(Ids.Bare(statement));

    public Line Statements(IEnumerable<string> statements)
    {
        var line = new Line();
        foreach (var statement in statements.Where(one => one.Length > 0).Distinct(StringComparer.Ordinal)) Statement(statement, line.Then(", "));
        return line;
    }

    /// <summary>A demand by its title and the way to its positions; anything else that is owed by its title and id.</summary>
    public Line Subject(string subject, IEnumerable<Diplomacy.V1.LocalizedText> titles)
    {
        var line = new Line().Said(titles).Then(" ");
        return subject.StartsWith("statements/", StringComparison.Ordinal) ? Statement(subject, line)
            : Facts.Demands.Any(demand => demand.Name == subject) ? line.Reference(AnchorOfDemand(subject), Ids.Bare(subject))
            : line.Code(Ids.Bare(subject));
    }

    public Line Actors(IEnumerable<string> actors)
    {
        var line = new Line();
        foreach (var actor in actors) line.Then(", ").Said(Facts.Name(actor));
        return line;
    }
}
