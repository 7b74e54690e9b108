namespace DiplomacyApi.Domain.Rules;

/// <summary>The order in which statements are folded.</summary>
internal static class FoldOrder
{
    /// <summary>By earliest, then revision.</summary>
    public static readonly IComparer<Fact> ByPlace = Comparer<Fact>.Create((one, other) => one.ComesBefore(other) ? -1 : other.ComesBefore(one) ? 1 : 0);

    /// <summary>
    /// By earliest, then revision, except that a statement comes after what opens its subject, and after the one it replies to if both act
    /// on the same subject. A circle is broken at its smallest.
    /// </summary>
    public static List<Fact> Of(IEnumerable<Fact> facts) => Of(facts, out _);

    /// <param name="facts">The statements to order.</param>
    /// <param name="isCircular">Whether statements that must follow one another in a circle were among them.</param>
    public static List<Fact> Of(IEnumerable<Fact> facts, out bool isCircular)
    {
        isCircular = false;
        var sorted = facts.ToList();
        sorted.Sort(ByPlace);
        var predecessors = Predecessors(sorted);
        if (predecessors.Count == 0) return sorted;

        var places = sorted.Index().ToDictionary(one => one.Item, one => one.Index);
        var missing = predecessors.ToDictionary(one => one.Key, one => one.Value.Count);
        var followers = predecessors.SelectMany(one => one.Value.Select(before => (before, one.Key))).ToLookup(one => one.before, one => one.Key);
        var free = new PriorityQueue<Fact, int>(sorted.Where(fact => !missing.ContainsKey(fact)).Select(fact => (fact, places[fact])));
        var (waiting, ordered) = (new SortedSet<int>(missing.Keys.Select(fact => places[fact])), new List<Fact>(sorted.Count));
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

    /// <summary>For each fact out of place, what it must come after. Facts that already come after theirs need none.</summary>
    private static Dictionary<Fact, List<Fact>> Predecessors(List<Fact> sorted)
    {
        var byName = new Dictionary<string, Fact>(StringComparer.Ordinal);
        var makers = new Dictionary<string, Fact>(StringComparer.Ordinal);
        foreach (var fact in sorted)
        {
            byName[fact.Name] = fact;
            if (fact.Makes is not null) makers.TryAdd(fact.Makes, fact);
        }

        var predecessors = new Dictionary<Fact, List<Fact>>();
        var outOfPlace = false;
        foreach (var fact in sorted)
        {
            var before = new List<Fact>();
            foreach (var name in fact.ActedOn)
                if ((makers.TryGetValue(name, out var opener) || byName.TryGetValue(name, out opener)) && opener != fact)
                    before.Add(opener);
            if (fact.Statement.InReplyTo.Length > 0 && byName.TryGetValue(fact.Statement.InReplyTo, out var answered)
                && answered != fact && ShareASubject(fact, answered))
                before.Add(answered);
            if (before.Count == 0) continue;
            predecessors[fact] = before;
            outOfPlace |= before.Exists(fact.ComesBefore);
        }
        return outOfPlace ? predecessors : [];
    }

    private static bool ShareASubject(Fact one, Fact other) => Subjects(one).Intersect(Subjects(other), StringComparer.Ordinal).Any();

    /// <summary>What a statement acts on, and what it opens.</summary>
    private static IEnumerable<string> Subjects(Fact fact) =>
        fact.Makes is null ? fact.ActedOn.Append(fact.Name) : fact.ActedOn.Append(fact.Name).Append(fact.Makes);
}
