using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>Tells which deliveries came late: after a due asked had passed with the obligation still owed.</summary>
internal static class Lateness
{
    /// <summary>The same spans; of those in which something is delivered, each says whether that was late.</summary>
    public static IReadOnlyList<Span<Obligation>> Told(IReadOnlyList<Span<Obligation>> spans)
    {
        foreach (var group in spans.GroupBy(span => (span.Value.Item, span.Value.Debtor)))
        {
            // What was asked again is another matter than what was asked before.
            var overdue = new HashSet<string>(StringComparer.Ordinal);
            foreach (var span in group.OrderBy(span => span.From))
            {
                if (span.Value.Delivered && overdue.Contains(span.Value.OpenedBy)) span.Value.Late = true;
                if (span.Value.Due is { } due && Owed.IsOwedState(span.Value.State) && Fact.Bounds(due).Latest is var end && span.From <= end && end < span.Until)
                    overdue.Add(span.Value.OpenedBy);
            }
        }
        return spans;
    }
}
