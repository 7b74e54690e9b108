using DiplomacyApi.Domain.Statements;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>
/// The strongly connected components of what a statement depends on (Tarjan's algorithm): statements that depend on each other in a circle
/// come together, and after all else that they depend on. Without recursion, as a chain may be as long as the log.
/// </summary>
internal static class StronglyConnectedComponents
{
    public static List<List<EffectiveStatement>> Of(
        EffectiveStatement start, Func<EffectiveStatement, IEnumerable<EffectiveStatement>> dependsOn)
    {
        var components = new List<List<EffectiveStatement>>();
        var visits = new Dictionary<EffectiveStatement, Visit>();
        var open = new Stack<EffectiveStatement>();
        var path = new Stack<Visit>();
        Enter(start);
        while (path.TryPeek(out var visit))
        {
            if (visit.Next() is not { } next)
            {
                path.Pop();
                if (path.TryPeek(out var before)) before.Lowest = Math.Min(before.Lowest, visit.Lowest);
                if (visit.Lowest == visit.Place) components.Add(Close(visit));
            }
            else if (!visits.TryGetValue(next, out var met))
            {
                Enter(next);
            }
            else if (met.IsOpen)
            {
                visit.Lowest = Math.Min(visit.Lowest, met.Place);
            }
        }
        return components;

        void Enter(EffectiveStatement statement)
        {
            var visit = visits[statement] = new Visit(statement, visits.Count, [.. dependsOn(statement)]);
            open.Push(statement);
            path.Push(visit);
        }

        List<EffectiveStatement> Close(Visit root)
        {
            var component = new List<EffectiveStatement>();
            EffectiveStatement member;
            do
            {
                member = open.Pop();
                visits[member].IsOpen = false;
                component.Add(member);
            }
            while (member != root.Statement);
            return component;
        }
    }

    /// <summary>A statement that was visited, with its place in the order of the visits.</summary>
    private sealed record Visit(EffectiveStatement Statement, int Place, IReadOnlyList<EffectiveStatement> DependsOn)
    {
        private int _next;

        /// <summary>The lowest place of what is open and can be reached from here.</summary>
        public int Lowest { get; set; } = Place;

        public bool IsOpen { get; set; } = true;

        public EffectiveStatement? Next() => _next < DependsOn.Count ? DependsOn[_next++] : null;
    }
}
