using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>Which deliveries were late: seen after the obligation had been overdue by the due asked, as that was then.</summary>
internal sealed class Lateness
{
    private readonly Dictionary<(string Item, string Debtor, DateTimeOffset From), DateTimeOffset> _seen = [];

    /// <summary>Notes when the deliveries that count from an instant on were seen; one that was contested may count only later.</summary>
    public void Note(DateTimeOffset instant, IEnumerable<Owed> owing)
    {
        foreach (var owed in owing)
            if (owed.DeliveredSeen is { } seen)
                _seen[(owed.Item, owed.Debtor, instant)] = seen;
    }

    /// <summary>The same spans; of those in which something is delivered, each says whether that was late.</summary>
    public IReadOnlyList<Span<Obligation>> Told(IReadOnlyList<Span<Obligation>> spans)
    {
        foreach (var group in spans.GroupBy(span => (span.Value.Item, span.Value.Debtor)))
        {
            // By what opened it: what was asked again is another matter than what was asked before.
            var overdueSince = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
            foreach (var span in group.OrderBy(span => span.From))
            {
                var owed = span.Value;
                if (owed.Delivered) owed.Late = overdueSince.TryGetValue(owed.OpenedBy, out var since) && since < _seen[(owed.Item, owed.Debtor, span.From)];
                if (owed.DueAsked is { } due && Owed.IsOwedState(owed.State) && Fact.Bounds(due).Latest is var end && end < span.Until.AddTicks(-1))
                    overdueSince.TryAdd(owed.OpenedBy, end < span.From ? span.From : end.AddTicks(1));
            }
        }
        return spans;
    }
}
