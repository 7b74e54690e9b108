using Diplomacy.V1;
using DiplomacyApi.Domain.Dates;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>Which deliveries were late: seen after the obligation had been overdue by the due asked, as that was then.</summary>
internal sealed class LateDeliveries
{
    private readonly Dictionary<(string Item, string Debtor), DateTimeOffset> _seen = [];

    // By what opened it too: what was asked again is another matter than what was asked before.
    private readonly Dictionary<(string Item, string Debtor, string OpenedBy), DateTimeOffset> _overdueSince = [];

    /// <summary>Notes when the deliveries that count from now on were seen; one that was contested may count only later.</summary>
    public void Observe(IEnumerable<ObligationStateMachine> owing)
    {
        foreach (var obligation in owing)
            if (obligation.DeliveredSeenTime is { } seen)
                _seen[(obligation.Item, obligation.Debtor)] = seen;
    }

    /// <summary>What was owed past its due until this segment ended is late when it is delivered later.</summary>
    public void OnSegmentEnded(Segment<Obligation> segment)
    {
        var obligation = segment.Value;
        if (obligation.DueAsked is { } due && ObligationStateMachine.IsOwedState(obligation.State) && DateBounds.Of(due).Latest is var end
                && end < segment.Until.AddTicks(-1))
            _overdueSince.TryAdd((obligation.Item, obligation.Debtor, obligation.OpenedBy),
                end < segment.From ? segment.From : end.AddTicks(1));
    }

    /// <summary>The same obligation; where something is delivered, it says whether that was late.</summary>
    public Obligation WithLateness(Obligation obligation)
    {
        if (!obligation.Delivered || !_overdueSince.TryGetValue((obligation.Item, obligation.Debtor, obligation.OpenedBy), out var since)
                || since >= _seen[(obligation.Item, obligation.Debtor)])
            return obligation;
        var late = obligation.Clone();
        late.Late = true;
        return late;
    }
}
