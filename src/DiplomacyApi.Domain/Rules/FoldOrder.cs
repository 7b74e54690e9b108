namespace DiplomacyApi.Domain.Rules;

/// <summary>The order in which statements are folded.</summary>
internal static class FoldOrder
{
    /// <summary>
    /// By earliest, then revision, except that a statement comes after what opens its subject, and after the one it replies to if both act
    /// on the same subject. A circle is broken at its smallest.
    /// </summary>
    public static List<Fact> Of(IEnumerable<Fact> facts)
    {
        var rest = facts.ToList();
        rest.Sort((one, other) => one.ComesBefore(other) ? -1 : other.ComesBefore(one) ? 1 : 0);
        var predecessors = Predecessors(rest);
        if (predecessors.Count == 0) return rest;

        var ordered = new List<Fact>(rest.Count);
        var taken = new HashSet<Fact>();
        while (rest.Count > 0)
        {
            var next = rest.Find(fact => !predecessors.TryGetValue(fact, out var before) || before.All(taken.Contains)) ?? rest[0];
            rest.Remove(next);
            taken.Add(next);
            ordered.Add(next);
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
