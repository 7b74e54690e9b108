namespace DiplomacyApi.Domain.Rules;

/// <summary>What each statement did in a fold, for the timeline.</summary>
internal sealed class Effects
{
    private readonly Dictionary<string, List<string>> _done = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _without = new(StringComparer.Ordinal);
    private readonly HashSet<Owed> _moved = [];

    /// <summary>The obligations on which an act was taken since <see cref="ForgetMoved"/>.</summary>
    public IReadOnlyCollection<Owed> Moved => _moved;

    public void ForgetMoved() => _moved.Clear();

    public IReadOnlyList<string> Of(string statement) => _done.TryGetValue(statement, out var done) ? done : [];

    /// <summary>Why a statement did nothing; empty where it did something or was to do nothing.</summary>
    public string WithoutEffect(string statement) => _done.ContainsKey(statement) ? "" : _without.GetValueOrDefault(statement, "");

    public void Did(Fact fact, string what)
    {
        if (!_done.TryGetValue(fact.Name, out var done)) _done[fact.Name] = done = [];
        if (!done.Contains(what)) done.Add(what);
    }

    public void Nothing(Fact fact, string why) => _without.TryAdd(fact.Name, why);

    /// <summary>Runs one move on one obligation and notes what it changed.</summary>
    public bool Moving(Fact fact, Owed owed, Func<Owed, bool> move)
    {
        var (state, spoken, formal) = (owed.State, owed.Message.SpokenPosition, owed.Formal);
        if (!move(owed)) return false;
        _moved.Add(owed);
        var who = owed.Item.Length == 0 ? Owed.Id(owed.Debtor) : $"{Owed.Id(owed.Debtor)}, {owed.Item}";
        if (owed.State != state) Did(fact, $"{who}: {state} → {owed.State}");
        if (owed.Message.SpokenPosition != spoken) Did(fact, $"{who}: spoken position {Owed.Word(owed.Message.SpokenPosition)}");
        if (owed.Formal != formal) Did(fact, $"{who}: formal position {Owed.Word(owed.Formal)}");
        if (!_done.ContainsKey(fact.Name)) Did(fact, $"{who}: stays as it is");
        return true;
    }
}
