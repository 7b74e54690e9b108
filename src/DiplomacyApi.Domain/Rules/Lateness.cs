using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>Tells which deliveries came late: after the obligation had been overdue by the due asked, as that stood then.</summary>
internal static class Lateness
{
    /// <summary>The same spans; of those in which something is delivered, each says whether that was late.</summary>
    public static IReadOnlyList<Span<Obligation>> Told(IReadOnlyList<Span<Obligation>> spans)
    {
        foreach (var group in spans.GroupBy(span => (span.Value.Item, span.Value.Debtor)))
        {
            // What was asked again is another matter than what was asked before; and what was late, or not, stays so.
            var (overdue, delivered) = (new HashSet<string>(StringComparer.Ordinal), new Dictionary<(string, string), bool>());
            foreach (var span in group.OrderBy(span => span.From))
            {
                var owed = span.Value;
                if (owed.Delivered)
                {
                    var delivery = (owed.OpenedBy, owed.DeliveredDate.Text);
                    if (!delivered.TryGetValue(delivery, out var isLate)) delivered[delivery] = isLate = overdue.Contains(owed.OpenedBy);
                    owed.Late = isLate;
                }
                if (owed.DueAsked is { } due && Owed.IsOwedState(owed.State) && Fact.Bounds(due).Latest is var end && end < span.Until.AddTicks(-1)) overdue.Add(owed.OpenedBy);
            }
        }
        return spans;
    }
}
