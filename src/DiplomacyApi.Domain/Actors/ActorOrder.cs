using Diplomacy.V1;

namespace DiplomacyApi.Domain.Actors;

/// <summary>The order in which actors can be recorded.</summary>
public static class ActorOrder
{
    /// <summary>
    /// Actors in an order in which each comes after the bodies it belongs to and what replaced it, where they are among them; those in a
    /// circle stay as they are.
    /// </summary>
    public static IEnumerable<T> BodiesFirst<T>(IEnumerable<T> items, Func<T, string> nameOf, Func<T, Actor> actorOf)
    {
        var waiting = new Dictionary<string, T>(StringComparer.Ordinal);
        var list = items.ToList();
        foreach (var item in list) waiting.TryAdd(nameOf(item), item);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var ordered = new List<T>(list.Count);
        foreach (var item in list) Take(item, 0);
        return ordered;

        void Take(T item, int depth)
        {
            if (!taken.Add(nameOf(item)))
            {
                // A second item of the same name is refused when it is decided.
                if (depth == 0 && !ordered.Contains(item)) ordered.Add(item);
                return;
            }
            if (depth < Limits.ImportItemsMax)
                foreach (var body in actorOf(item).Affiliations.Select(affiliation => affiliation.Body).Append(actorOf(item).ReplacedBy))
                    if (waiting.TryGetValue(body, out var above))
                        Take(above, depth + 1);
            ordered.Add(item);
        }
    }
}
