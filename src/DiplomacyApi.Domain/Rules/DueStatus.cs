using Diplomacy.V1;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Domain.Rules;

/// <summary>Where an instant stands to the two dues of what is owed, of one obligation or of several together.</summary>
/// <param name="State">OVERDUE past either due, else DUE within the bounds of either.</param>
/// <param name="Kinds">By which of the two.</param>
/// <param name="Since">Since when.</param>
/// <param name="Asked">The due asked that ends first.</param>
/// <param name="Promised">The due promised that ends first.</param>
public sealed record DueStatus(DueState State, IReadOnlyList<DueKind> Kinds, Timestamp? Since, PartialDate? Asked, PartialDate? Promised)
{
    private static readonly DueStatus Nothing = new(DueState.Unspecified, [], null, null, null);

    /// <summary>Of what is owed among these; of the rest nothing is due.</summary>
    public static DueStatus Of(IEnumerable<Obligation> obligations, DateTimeOffset asOf)
    {
        var owed = obligations.Where(obligation => ObligationStateMachine.IsOwedState(obligation.State)).ToList();
        // Most of what is owed has no due, and most reads ask about it.
        if (!owed.Exists(one => one.DueAsked is not null || one.DuePromised is not null)) return Nothing;
        var (asked, promised) = (First(owed.Select(one => one.DueAsked)), First(owed.Select(one => one.DuePromised)));
        var dues = owed.SelectMany(one => new[] { (Kind: DueKind.Asked, Due: one.DueAsked), (Kind: DueKind.Promised, Due: one.DuePromised) })
            .Where(due => due.Due is not null).Select(due => (due.Kind, Bounds: DueBounds.Of(due.Due), State: AsOfCalculator.DueStateAt(due.Due, asOf))).ToList();
        var state = dues.Select(due => due.State).Append(DueState.Unspecified).Max();
        if (state == DueState.Unspecified) return new(state, [], null, asked, promised);
        var standing = dues.Where(due => due.State == state).ToList();
        var since = standing.Min(due => state == DueState.Overdue ? due.Bounds.Until : due.Bounds.From);
        return new(state, [.. standing.Select(due => due.Kind).Distinct().Order()], Timestamp.FromDateTimeOffset(since), asked, promised);
    }

    /// <summary>The first of these bounds that is not past: where the answer changes next with nothing said.</summary>
    public static Timestamp? Next(IEnumerable<(DateTimeOffset From, DateTimeOffset Until)> bounds, DateTimeOffset asOf)
    {
        var next = bounds.SelectMany(bound => new[] { bound.From, bound.Until })
            .Where(instant => instant >= asOf && instant < DateTimeOffset.MaxValue)
            .DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
        return next == DateTimeOffset.MaxValue ? null : Timestamp.FromDateTimeOffset(next);
    }

    private static PartialDate? First(IEnumerable<PartialDate?> dues) => dues.OfType<PartialDate>().MinBy(due => EffectiveStatement.Bounds(due).Latest);
}
