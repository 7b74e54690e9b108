using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>What is known at one revision, corrections applied: the input of the rules.</summary>
public sealed class Knowledge
{
    /// <summary>
    /// Builds what is known from statements and corrections as they were recorded, none later than the revision meant. It need not be
    /// all there is: what <see cref="References"/> reaches from the subjects asked about is enough.
    /// </summary>
    public static Knowledge Of(IEnumerable<Statement> statements, IEnumerable<Correction> corrections, Lens lens) =>
        throw new NotImplementedException();

    /// <summary>The demands, promises to do something and meetings that are known, by resource name, duplicates left out.</summary>
    public IReadOnlyCollection<string> Subjects => throw new NotImplementedException();

    /// <summary>The statement as it stands, replaced where it was corrected; null where it is annulled, a duplicate or unknown.</summary>
    public Statement? Current(string statement) => throw new NotImplementedException();

    /// <summary>Folds one subject at every instant at which something about it is seen.</summary>
    public UnitHistory History(string subject) => throw new NotImplementedException();

    /// <summary>Where a negotiation stands at an instant, with waiting_on, live conditions and warnings, standoffs, next meeting.</summary>
    public NegotiationStatus StatusAt(Negotiation negotiation, DateTimeOffset asOf) => throw new NotImplementedException();

    /// <summary>What was said in a negotiation and seen by an instant, in fold order, with what each did.</summary>
    public IReadOnlyList<TimelineEntry> TimelineAt(string negotiation, DateTimeOffset asOf) => throw new NotImplementedException();
}
