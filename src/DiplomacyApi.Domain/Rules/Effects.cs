using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>What each statement did in a fold, for the timeline.</summary>
internal sealed class Effects
{
    private readonly Dictionary<string, Done> _done = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WithoutEffect> _without = new(StringComparer.Ordinal);
    private readonly HashSet<Owed> _moved = [];

    /// <summary>The obligations on which an act was taken since <see cref="Forget"/>.</summary>
    public IReadOnlyCollection<Owed> Moved => _moved;

    /// <summary>Forgets everything: what a statement did is asked for only while it is folded.</summary>
    public void Forget()
    {
        _moved.Clear();
        _done.Clear();
        _without.Clear();
    }

    public IReadOnlyList<Effect> Of(string statement) => _done.TryGetValue(statement, out var done) ? done.InOrder : [];

    /// <summary>Why a statement did nothing; null where it did something or was to do nothing.</summary>
    public WithoutEffect? WithoutEffect(string statement) => _done.ContainsKey(statement) ? null : _without.GetValueOrDefault(statement);

    public void Did(Fact fact, Effect what)
    {
        if (!_done.TryGetValue(fact.Name, out var done)) _done[fact.Name] = done = new Done([], []);
        if (done.Once.Add(what)) done.InOrder.Add(what);
    }

    /// <summary>It did nothing here, which is asked only of what did nothing anywhere yet.</summary>
    public void Nothing(Fact fact, Func<WithoutEffect> why)
    {
        if (!_done.ContainsKey(fact.Name) && !_without.ContainsKey(fact.Name)) _without.Add(fact.Name, why());
    }

    /// <summary>Runs one move on one obligation and notes what it changed.</summary>
    public bool Moving(Fact fact, Owed owed, Func<Owed, bool> move)
    {
        var (state, spoken, formal) = (owed.State, owed.Message.SpokenPosition, owed.Formal);
        var (asked, promised) = (owed.Message.DueAsked, owed.Message.DuePromised);
        if (!move(owed)) return false;
        _moved.Add(owed);
        var moved = Note(EffectKind.State, StatusValues.Of(state), StatusValues.Of(owed.State));
        moved |= Note(EffectKind.SpokenPosition, StatusValues.Of(spoken), StatusValues.Of(owed.Message.SpokenPosition));
        moved |= Note(EffectKind.FormalPosition, StatusValues.Of(formal), StatusValues.Of(owed.Formal));
        if (!moved)
        {
            moved = Note(EffectKind.DueAsked, StatusValues.Of(asked), StatusValues.Of(owed.Message.DueAsked));
            moved |= Note(EffectKind.DuePromised, StatusValues.Of(promised), StatusValues.Of(owed.Message.DuePromised));
        }
        if (!moved && !_done.ContainsKey(fact.Name)) Did(fact, On(owed, EffectKind.Unchanged));
        return true;

        bool Note(EffectKind what, StatusValue? before, StatusValue? after)
        {
            if (Equals(before, after)) return false;
            var effect = On(owed, what);
            (effect.Before, effect.After) = (before, after);
            Did(fact, effect);
            return true;
        }
    }

    /// <summary>An effect on one obligation.</summary>
    public static Effect On(Owed owed, EffectKind what) => new() { What = what, Subject = owed.Message.Subject, Item = owed.Item, Debtor = owed.Debtor };

    /// <summary>That an obligation was opened.</summary>
    public static Effect Opened(Owed owed)
    {
        var effect = On(owed, EffectKind.Opened);
        effect.Kind = owed.Message.Kind;
        return effect;
    }

    private sealed record Done(List<Effect> InOrder, HashSet<Effect> Once);
}
