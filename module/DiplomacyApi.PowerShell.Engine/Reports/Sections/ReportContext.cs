using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Reports.Documents;
using DiplomacyApi.PowerShell.Engine.Reports.Reading;

namespace DiplomacyApi.PowerShell.Engine.Reports.Sections;

/// <summary>What the parts of a report share while it is put together.</summary>
internal sealed class ReportContext(ReportFacts facts)
{
    private readonly Dictionary<string, Diplomacy.V1.Statement> _statements =
        facts.Timeline.ToDictionary(entry => entry.Statement.Name, entry => entry.Statement, StringComparer.Ordinal);

    public ReportFacts Facts { get; } = facts;

    /// <summary>Where a statement stands in the report.</summary>
    public static string AnchorOf(string statement) => $"s-{ResourceNames.IdOf(statement)}";

    /// <summary>Where a demand stands in the report.</summary>
    public static string AnchorOfDemand(string demand) => $"d-{ResourceNames.IdOf(demand)}";

    /// <summary>A statement by who said it when, and the way to it; by its id where the report does not have it.</summary>
    public Line Statement(string statement, Line? line = null) => _statements.TryGetValue(statement, out var said)
        ? (line ?? new Line()).Reference(AnchorOf(statement), $"{Facts.Name(said.Speaker)}, {said.Said.Text()}")
        : (line ?? new Line()).Code(ResourceNames.IdOf(statement));

    public Line Statements(IEnumerable<string> statements)
    {
        var line = new Line();
        foreach (var statement in statements.Where(one => one.Length > 0).Distinct(StringComparer.Ordinal))
            Statement(statement, line.Then(", "));
        return line;
    }

    /// <summary>What is owed about by its title: of a demand the way to its positions, of a promise the way to its statement.</summary>
    public Line Subject(string subject)
    {
        if (Facts.Demands.FirstOrDefault(one => one.Name == subject) is { } demand)
            return new Line().Reference(AnchorOfDemand(subject),
                demand.Titles.First() is { Length: > 0 } title ? title : ResourceNames.IdOf(subject));
        if (Facts.Meetings.FirstOrDefault(one => one.Name == subject) is { Titles.Count: > 0 } meeting)
            return new Line().Said(meeting.Titles);
        if (!_statements.TryGetValue(subject, out var said)) return new Line().Code(ResourceNames.IdOf(subject));
        return Statement(subject, new Line().Said(said.Promise?.Titles ?? []).Then(" (")).Words(said.Promise is null ? "" : ")");
    }

    /// <summary>The same of an id alone.</summary>
    public Line SubjectById(string id) => Subject(
        Facts.Demands.Select(one => one.Name).Concat(Facts.Meetings.Select(one => one.Name))
            .Concat(_statements.Keys).FirstOrDefault(name => ResourceNames.IdOf(name) == id) ?? id);

    public Line Actors(IEnumerable<string> actors)
    {
        var line = new Line();
        foreach (var actor in actors) line.Then(", ").Said(Facts.Name(actor));
        return line;
    }
}
