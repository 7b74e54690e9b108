using DiplomacyApi.Domain.Statements;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>The order in which statements are folded.</summary>
internal static class FoldOrder
{
    /// <summary>By earliest, then revision.</summary>
    public static readonly IComparer<EffectiveStatement> ByFoldTime =
        Comparer<EffectiveStatement>.Create((one, other) => one.ComesBefore(other) ? -1 : other.ComesBefore(one) ? 1 : 0);

    /// <summary>
    /// By earliest, then revision, except that a statement comes after what opens its subject, and after the one it replies to if both act
    /// on the same subject. A circle is broken at its smallest.
    /// </summary>
    public static List<EffectiveStatement> Of(IEnumerable<EffectiveStatement> statements) => Of(statements, out _);

    /// <param name="statements">The statements to order.</param>
    /// <param name="isCircular">Whether statements that must follow one another in a circle were among them.</param>
    public static List<EffectiveStatement> Of(IEnumerable<EffectiveStatement> statements, out bool isCircular)
    {
        isCircular = false;
        var sorted = statements.ToList();
        sorted.Sort(ByFoldTime);
        var predecessors = Predecessors(sorted);
        if (predecessors.Count == 0) return sorted;

        var places = sorted.Index().ToDictionary(one => one.Item, one => one.Index);
        var missing = predecessors.ToDictionary(one => one.Key, one => one.Value.Count);
        var followers = predecessors.SelectMany(one => one.Value.Select(before => (before, one.Key)))
            .ToLookup(one => one.before, one => one.Key);
        var free = new PriorityQueue<EffectiveStatement, int>(sorted.Where(statement => !missing.ContainsKey(statement))
            .Select(statement => (statement, places[statement])));
        var (waiting, ordered) =
            (new SortedSet<int>(missing.Keys.Select(statement => places[statement])), new List<EffectiveStatement>(sorted.Count));
        while (ordered.Count < sorted.Count)
        {
            if (!free.TryDequeue(out var next, out _))
            {
                isCircular = true;
                next = sorted[waiting.Min];
            }
            if (!places.Remove(next, out var place)) continue;
            waiting.Remove(place);
            ordered.Add(next);
            foreach (var follower in followers[next])
                if (--missing[follower] == 0 && places.TryGetValue(follower, out var its))
                    free.Enqueue(follower, its);
        }
        return ordered;
    }

    /// <summary>For each statement out of place, what it must come after. Statements that already come after theirs need none.</summary>
    private static Dictionary<EffectiveStatement, List<EffectiveStatement>> Predecessors(List<EffectiveStatement> sorted)
    {
        var byName = new Dictionary<string, EffectiveStatement>(StringComparer.Ordinal);
        var makers = new Dictionary<string, EffectiveStatement>(StringComparer.Ordinal);
        foreach (var statement in sorted)
        {
            byName[statement.Name] = statement;
            if (statement.Makes is not null) makers.TryAdd(statement.Makes, statement);
        }

        var predecessors = new Dictionary<EffectiveStatement, List<EffectiveStatement>>();
        var outOfPlace = false;
        foreach (var statement in sorted)
        {
            var before = new List<EffectiveStatement>();
            foreach (var name in statement.ActedOn)
                if ((makers.TryGetValue(name, out var opener) || byName.TryGetValue(name, out opener)) && opener != statement)
                    before.Add(opener);
            if (statement.Message.InReplyTo.Length > 0 && byName.TryGetValue(statement.Message.InReplyTo, out var answered)
                && answered != statement && ShareASubject(statement, answered))
                before.Add(answered);
            if (before.Count == 0) continue;
            predecessors[statement] = before;
            outOfPlace |= before.Exists(statement.ComesBefore);
        }
        return outOfPlace ? predecessors : [];
    }

    private static bool ShareASubject(EffectiveStatement one, EffectiveStatement other) =>
        Subjects(one).Intersect(Subjects(other), StringComparer.Ordinal).Any();

    /// <summary>What a statement acts on, and what it opens.</summary>
    private static IEnumerable<string> Subjects(EffectiveStatement statement) =>
        statement.Makes is null
            ? statement.ActedOn.Append(statement.Name)
            : statement.ActedOn.Append(statement.Name).Append(statement.Makes);
}
