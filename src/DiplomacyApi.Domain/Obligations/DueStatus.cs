using Diplomacy.V1;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>The state of the two dues of what is owed at an instant, of one obligation or of several together.</summary>
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
        List<SingleDue>? dues = null;
        foreach (var one in obligations)
        {
            if (!ObligationStateMachine.IsOwedState(one.State)) continue;
            if (one.DueAsked is not null) (dues ??= []).Add(new SingleDue(DueKind.Asked, one.DueAsked, asOf));
            if (one.DuePromised is not null) (dues ??= []).Add(new SingleDue(DueKind.Promised, one.DuePromised, asOf));
        }
        // Most of what is owed has no due, and most reads ask about it.
        if (dues is null) return Nothing;
        var (asked, promised) = (First(dues, DueKind.Asked), First(dues, DueKind.Promised));
        var state = dues.Max(due => due.State);
        if (state == DueState.Unspecified) return new(state, [], null, asked, promised);
        var standing = dues.Where(due => due.State == state).ToList();
        var since = standing.Min(due => state == DueState.Overdue ? due.Bounds.Until : due.Bounds.From);
        return new(state, [.. standing.Select(due => due.Kind).Distinct().Order()], Timestamp.FromDateTimeOffset(since), asked, promised);
    }

    /// <summary>The first of these bounds that is not past: where the answer changes next with nothing said.</summary>
    public static Timestamp? Next(IEnumerable<(DateTimeOffset From, DateTimeOffset Until)> bounds, DateTimeOffset asOf)
    {
        var next = DateTimeOffset.MaxValue;
        foreach (var (from, until) in bounds)
        {
            if (from >= asOf && from < next) next = from;
            if (until >= asOf && until < next) next = until;
        }
        return next == DateTimeOffset.MaxValue ? null : Timestamp.FromDateTimeOffset(next);
    }

    private static PartialDate? First(List<SingleDue> dues, DueKind kind) =>
        dues.Where(due => due.Kind == kind).MinBy(due => due.Bounds.Until)?.Due;

    private sealed class SingleDue(DueKind kind, PartialDate due, DateTimeOffset asOf)
    {
        public DueKind Kind => kind;

        public PartialDate Due => due;

        public (DateTimeOffset From, DateTimeOffset Until) Bounds { get; } = DueBounds.Of(due);

        public DueState State => AsOfCalculator.DueStateAt(Bounds, asOf);
    }
}
