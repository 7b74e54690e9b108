using System.Collections.Concurrent;
using Diplomacy.V1;
using DiplomacyApi.Client;

namespace DiplomacyApi.PowerShell.Engine.Obligations;

/// <summary>In which order a demand names its items: lists of the server have them by their ids.</summary>
internal sealed class ItemOrderLookup(DiplomacyClient client)
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _items = new(StringComparer.Ordinal);

    /// <summary>Takes the items of a demand at hand, which may not be recorded yet.</summary>
    public void Learn(string demand, IEnumerable<DemandItem> items) => _items[demand] = [.. items.Select(item => item.Id)];

    /// <summary>Rows of one subject, in the order of their items; rows of the same item stay as they are.</summary>
    public async Task<IReadOnlyList<T>> SortedAsync<T>(string subject, IReadOnlyList<T> rows, Func<T, string> item, CancellationToken token)
    {
        var named = rows.Select(item).Distinct(StringComparer.Ordinal).ToList();
        if (named.Count < 2 || !subject.StartsWith("demands/", StringComparison.Ordinal)) return rows;
        var order = await OrderAsync(subject, named, token).ConfigureAwait(false);
        return [.. rows.OrderBy(row => order.GetValueOrDefault(item(row), int.MaxValue))];
    }

    private async Task<Dictionary<string, int>> OrderAsync(string demand, List<string> named, CancellationToken token)
    {
        if (!_items.TryGetValue(demand, out var items) || named.Except(items, StringComparer.Ordinal).Any())
        {
            try
            {
                var answer = await client.Negotiations.GetDemandAsync(
                    new GetDemandRequest { Name = demand }, cancellationToken: token).ConfigureAwait(false);
                Learn(demand, answer.Demand.Items);
                items = _items[demand];
            }
            // The order is not worth an error: a demand that would be recorded is not there yet, and a watch outlives its server.
            catch (DiplomacyException unread) when (unread.Reason == ErrorReason.UnknownDemand || unread.IsTransient)
            {
                items ??= [];
            }
        }
        return items.Select((id, place) => (id, place)).ToDictionary(one => one.id, one => one.place, StringComparer.Ordinal);
    }
}
