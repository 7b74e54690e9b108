namespace DiplomacyApi.Domain.Rules;

/// <summary>
/// The strongly connected components of what a fact depends on (Tarjan's algorithm): facts that depend on each other in a circle come
/// together, and after all else that they depend on. Without recursion, as a chain may be as long as the log.
/// </summary>
internal static class StronglyConnected
{
    public static List<List<Fact>> Components(Fact start, Func<Fact, IEnumerable<Fact>> dependsOn)
    {
        var components = new List<List<Fact>>();
        var visits = new Dictionary<Fact, Visit>();
        var open = new Stack<Fact>();
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

        void Enter(Fact fact)
        {
            var visit = visits[fact] = new Visit(fact, visits.Count, [.. dependsOn(fact)]);
            open.Push(fact);
            path.Push(visit);
        }

        List<Fact> Close(Visit root)
        {
            var component = new List<Fact>();
            Fact member;
            do
            {
                member = open.Pop();
                visits[member].IsOpen = false;
                component.Add(member);
            }
            while (member != root.Fact);
            return component;
        }
    }

    /// <summary>A fact that was met, with its place in the order of meeting.</summary>
    private sealed record Visit(Fact Fact, int Place, IReadOnlyList<Fact> DependsOn)
    {
        private int _next;

        /// <summary>The lowest place of what is open and can be reached from here.</summary>
        public int Lowest { get; set; } = Place;

        public bool IsOpen { get; set; } = true;

        public Fact? Next() => _next < DependsOn.Count ? DependsOn[_next++] : null;
    }
}
