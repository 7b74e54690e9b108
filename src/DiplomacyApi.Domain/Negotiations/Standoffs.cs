using Diplomacy.V1;

namespace DiplomacyApi.Domain.Negotiations;

/// <summary>Finds circles among live conditions: A withholds until B acts, B withholds until A acts.</summary>
internal static class Standoffs
{
    /// <summary>The strongly connected groups of two or more actors, where an edge leads from who withholds to who is waited for.</summary>
    public static IEnumerable<Standoff> Among(IReadOnlyCollection<LiveCondition> conditions)
    {
        var edges = conditions.Where(condition => condition.Blocking)
            .SelectMany(condition =>
                condition.Authors.SelectMany(author => condition.WaitingFor.Select(other => (author, other, condition.Statement))))
            .Where(edge => edge.author != edge.other).ToList();
        var reach = edges.ToLookup(edge => edge.author, edge => edge.other, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var actor in edges.Select(edge => edge.author).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (seen.Contains(actor)) continue;
            var group = Reached(actor, reach).Where(other => Reached(other, reach).Contains(actor)).ToHashSet(StringComparer.Ordinal);
            if (!group.Contains(actor)) continue;
            seen.UnionWith(group);
            var standoff = new Standoff();
            standoff.Actors.AddRange(group.Order(StringComparer.Ordinal));
            standoff.Conditions.AddRange(conditions.Select(condition => condition.Statement)
                .Where(name => edges.Exists(edge => edge.Statement == name && group.Contains(edge.author) && group.Contains(edge.other))));
            yield return standoff;
        }
    }

    private static HashSet<string> Reached(string from, ILookup<string, string> edges)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<string>(edges[from]);
        while (waiting.TryPop(out var next))
            if (reached.Add(next))
                foreach (var other in edges[next])
                    waiting.Push(other);
        return reached;
    }
}
