using Diplomacy.V1;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Reports.Reading;

/// <summary>All that a report of one negotiation contains, read once at one point.</summary>
internal sealed record ReportFacts(ReportPoint Point, Diplomacy.V1.Negotiation Negotiation, Diplomacy.V1.NegotiationStatus Status)
{
    public required IReadOnlyList<Diplomacy.V1.Demand> Demands { get; init; }
    public required IReadOnlyList<Diplomacy.V1.Obligation> Obligations { get; init; }
    public required IReadOnlyList<Diplomacy.V1.Promise> Promises { get; init; }
    public required IReadOnlyList<Diplomacy.V1.TimelineEntry> Timeline { get; init; }
    public required IReadOnlyList<Diplomacy.V1.Meeting> Meetings { get; init; }
    public required WaitGraph Waiting { get; init; }

    /// <summary>What differs from the point since which changes are shown; null if that was not asked for.</summary>
    public IReadOnlyList<StatusChange>? Changes { get; init; }

    /// <summary>What actors are called, by their resource names.</summary>
    public required IReadOnlyDictionary<string, string> Names { get; init; }

    /// <summary>Every marking of what is shown.</summary>
    public IEnumerable<string> Markings =>
        Timeline.Select(entry => entry.Statement.Marking).Concat(Demands.Select(demand => demand.Marking)).Append(Negotiation.Marking)
            .Append(Status.Marking);

    public string Name(string actor) => Names.GetValueOrDefault(actor) ?? ResourceNames.IdOf(actor);

    public string NamesOf(IEnumerable<string> actors) => string.Join(", ", actors.Select(Name));
}
