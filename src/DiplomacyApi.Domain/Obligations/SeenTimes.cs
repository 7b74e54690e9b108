using DiplomacyApi.Domain.Names;
using DiplomacyApi.Domain.Statements;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>From when each statement counts: what was reported, recorded or acted on has been said.</summary>
internal static class SeenTimes
{
    /// <summary>
    /// Sets <see cref="EffectiveStatement.SeenTime"/> of all statements. What names an opening pulls it forward, and so on up.
    /// </summary>
    public static void Set(IReadOnlyList<EffectiveStatement> statements)
    {
        foreach (var statement in statements) statement.SeenTime = ApplyFloor(statement, statement.OwnSeenTime);

        var openings = Openings(statements);
        var waiting = new Queue<EffectiveStatement>(statements.Where(statement => !statement.IsRemark));
        while (waiting.TryDequeue(out var naming))
        {
            foreach (var name in naming.Named)
            {
                if (!openings.TryGetValue(name, out var opened)) continue;
                foreach (var opening in opened)
                {
                    if (opening == naming) continue;
                    var seen = ApplyFloor(opening, naming.SeenTime);
                    if (seen >= opening.SeenTime) continue;
                    opening.SeenTime = seen;
                    waiting.Enqueue(opening);
                }
            }
        }
    }

    /// <summary>
    /// What opens something, by its own name and by that of what it makes. Of a meeting's phases only the first opens it.
    /// </summary>
    private static Dictionary<string, List<EffectiveStatement>> Openings(IReadOnlyList<EffectiveStatement> statements)
    {
        var openings = new Dictionary<string, List<EffectiveStatement>>(StringComparer.Ordinal);
        var meetings = new Dictionary<string, List<EffectiveStatement>>(StringComparer.Ordinal);
        foreach (var statement in statements)
        {
            if (statement.CanOpen && !statement.IsPhase) Open(statement);
            foreach (var name in statement.BearsOn.Where(name => ResourceName.IsIn(name, Collections.Meetings)))
                Add(meetings, name, statement);
        }
        foreach (var (meeting, bearing) in meetings)
            if (FoldOrder.Of(bearing).Find(statement => statement.Makes == meeting) is { } first)
                Open(first);
        return openings;

        void Open(EffectiveStatement statement)
        {
            Add(openings, statement.Name, statement);
            if (statement.Makes is not null) Add(openings, statement.Makes, statement);
        }
    }

    private static DateTimeOffset ApplyFloor(EffectiveStatement statement, DateTimeOffset seen) =>
        statement.SeenFloor is { } floor && floor > seen ? floor : seen;

    private static void Add(Dictionary<string, List<EffectiveStatement>> index, string name, EffectiveStatement statement)
    {
        if (!index.TryGetValue(name, out var list)) index[name] = list = [];
        list.Add(statement);
    }
}
