using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>From when each statement counts: what was reported, recorded or acted on has been said.</summary>
internal static class SeenTimes
{
    /// <summary>Sets <see cref="Fact.Seen"/> of all facts. What names an opening pulls it forward, and so on up.</summary>
    public static void Set(IReadOnlyList<Fact> facts)
    {
        foreach (var fact in facts) fact.Seen = Floored(fact, fact.OwnSeen);

        var openings = new Dictionary<string, List<Fact>>(StringComparer.Ordinal);
        foreach (var fact in facts.Where(fact => fact.Opens))
        {
            Add(openings, fact.Name, fact);
            if (fact.Makes is not null) Add(openings, fact.Makes, fact);
        }

        var waiting = new Queue<Fact>(facts.Where(fact => !fact.IsRemark));
        while (waiting.TryDequeue(out var naming))
        {
            foreach (var name in naming.Named)
            {
                if (!openings.TryGetValue(name, out var opened)) continue;
                foreach (var opening in opened)
                {
                    if (opening == naming || !Pulls(naming, opening, name, opened)) continue;
                    var seen = Floored(opening, naming.Seen);
                    if (seen >= opening.Seen) continue;
                    opening.Seen = seen;
                    waiting.Enqueue(opening);
                }
            }
        }
    }

    /// <summary>
    /// A meeting is named by each of its phases: only a later statement shows that an earlier phase was said. That it was opened at all
    /// is shown by whatever answers it or takes it back, however vaguely its first phase is dated.
    /// </summary>
    private static bool Pulls(Fact naming, Fact opening, string name, List<Fact> opened) =>
        opening.Statement.ActCase is not Statement.ActOneofCase.Meeting || name != opening.Makes || opening.ComesBefore(naming)
        || (naming.Statement.ActCase is not Statement.ActOneofCase.Meeting && !opened.Exists(other => other.ComesBefore(opening)));

    private static DateTimeOffset Floored(Fact fact, DateTimeOffset seen) => fact.Floor is { } floor && floor > seen ? floor : seen;

    private static void Add(Dictionary<string, List<Fact>> index, string name, Fact fact)
    {
        if (!index.TryGetValue(name, out var list)) index[name] = list = [];
        list.Add(fact);
    }
}
