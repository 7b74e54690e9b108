using Diplomacy.V1;
using DiplomacyApi.Domain.Obligations;

namespace DiplomacyApi.Domain.Negotiations;

/// <summary>
/// What follows for negotiations from what is known at one revision. As-of instants are in UTC; what is seen at the instant itself counts.
/// </summary>
public static class NegotiationQueries
{
    /// <summary>
    /// The status of a negotiation at an instant, with waiting_on, live conditions and warnings, standoffs, next meeting.
    /// </summary>
    public static NegotiationStatus StatusAt(
        this KnownStatements known, Negotiation negotiation, DateTimeOffset asOf, CancellationToken ct = default) =>
        Fold(known, negotiation, asOf, ct).Status(negotiation);

    /// <summary>The same, and until when, that instant included, it stays so while nothing more is recorded.</summary>
    public static (NegotiationStatus Status, DateTimeOffset Until) StatusUntil(
        this KnownStatements known, Negotiation negotiation, DateTimeOffset asOf, CancellationToken ct = default)
    {
        var fold = Fold(known, negotiation, asOf, ct);
        return (fold.Status(negotiation), fold.Until());
    }

    /// <summary>The circles among all live conditions at an instant, whatever negotiation they are of.</summary>
    public static IReadOnlyList<Standoff> StandoffsAt(this KnownStatements known, DateTimeOffset asOf, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(known);
        return [.. Standoffs.Among([.. new NegotiationFold(known, null, known.At(asOf), ct).LiveConditions()])];
    }

    /// <summary>What was said in a negotiation and seen by an instant, in fold order, with what each did.</summary>
    public static IReadOnlyList<TimelineEntry> TimelineAt(
        this KnownStatements known, string negotiation, DateTimeOffset asOf, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(known);
        return Timeline.At(known, negotiation, known.At(asOf), ct);
    }

    private static NegotiationFold Fold(KnownStatements known, Negotiation negotiation, DateTimeOffset asOf, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(negotiation);
        return new NegotiationFold(known, negotiation.Name, known.At(asOf), ct);
    }
}
