namespace DiplomacyApi.Domain.Rules;

/// <summary>From when each statement counts: what was reported, recorded or acted on has been said.</summary>
internal static class SeenTimes
{
    /// <summary>Sets <see cref="Fact.Seen"/> of all facts. What names an opening pulls it forward, and so on up.</summary>
    public static void Set(IReadOnlyList<Fact> facts)
    {
        foreach (var fact in facts) fact.Seen = Floored(fact, fact.OwnSeen);

        var openings = Openings(facts);
        var waiting = new Queue<Fact>(facts.Where(fact => !fact.IsRemark));
        while (waiting.TryDequeue(out var naming))
        {
            foreach (var name in naming.Named)
            {
                if (!openings.TryGetValue(name, out var opened)) continue;
                foreach (var opening in opened)
                {
                    if (opening == naming) continue;
                    var seen = Floored(opening, naming.Seen);
                    if (seen >= opening.Seen) continue;
                    opening.Seen = seen;
                    waiting.Enqueue(opening);
                }
            }
        }
    }

    /// <summary>What opens something, by its own name and by that of what it makes. Of a meeting's phases only the first opens it.</summary>
    private static Dictionary<string, List<Fact>> Openings(IReadOnlyList<Fact> facts)
    {
        var openings = new Dictionary<string, List<Fact>>(StringComparer.Ordinal);
        var meetings = new Dictionary<string, List<Fact>>(StringComparer.Ordinal);
        foreach (var fact in facts)
        {
            if (fact.Opens && !fact.IsPhase) Open(fact);
            foreach (var name in fact.Bearing.Where(name => name.StartsWith("meetings/", StringComparison.Ordinal))) Add(meetings, name, fact);
        }
        foreach (var (meeting, bearing) in meetings)
            if (FoldOrder.Of(bearing).Find(fact => fact.Makes == meeting) is { } first)
                Open(first);
        return openings;

        void Open(Fact fact)
        {
            Add(openings, fact.Name, fact);
            if (fact.Makes is not null) Add(openings, fact.Makes, fact);
        }
    }

    private static DateTimeOffset Floored(Fact fact, DateTimeOffset seen) => fact.Floor is { } floor && floor > seen ? floor : seen;

    private static void Add(Dictionary<string, List<Fact>> index, string name, Fact fact)
    {
        if (!index.TryGetValue(name, out var list)) index[name] = list = [];
        list.Add(fact);
    }
}
