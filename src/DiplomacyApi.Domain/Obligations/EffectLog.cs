using Diplomacy.V1;
using DiplomacyApi.Domain.Statements;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>What each statement did in a fold, for the timeline.</summary>
internal sealed class EffectLog
{
    private readonly Dictionary<string, Done> _done = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WithoutEffect> _without = new(StringComparer.Ordinal);
    private readonly HashSet<ObligationStateMachine> _moved = [];

    /// <summary>The obligations on which an act was taken since <see cref="Clear"/>.</summary>
    public IReadOnlyCollection<ObligationStateMachine> Changed => _moved;

    /// <summary>Forgets everything: what a statement did is asked for only while it is folded.</summary>
    public void Clear()
    {
        _moved.Clear();
        _done.Clear();
        _without.Clear();
    }

    public IReadOnlyList<Effect> EffectsOf(string statement) => _done.TryGetValue(statement, out var done) ? done.InOrder : [];

    /// <summary>Why a statement did nothing; null where it did something or was to do nothing.</summary>
    public WithoutEffect? NoEffectOf(string statement) => _done.ContainsKey(statement) ? null : _without.GetValueOrDefault(statement);

    public void Add(EffectiveStatement statement, Effect what)
    {
        if (!_done.TryGetValue(statement.Name, out var done)) _done[statement.Name] = done = new Done([], []);
        if (done.Once.Add(what)) done.InOrder.Add(what);
    }

    /// <summary>It did nothing here, which is asked only of what did nothing anywhere yet.</summary>
    public void NoteNoEffect(EffectiveStatement statement, Func<WithoutEffect> why)
    {
        if (!_done.ContainsKey(statement.Name) && !_without.ContainsKey(statement.Name)) _without.Add(statement.Name, why());
    }

    /// <summary>Applies one act to one obligation and notes what it changed.</summary>
    public bool Apply(EffectiveStatement statement, ObligationStateMachine obligation, Func<ObligationStateMachine, bool> move)
    {
        var (state, spoken, formal) = (obligation.State, obligation.Message.SpokenPosition, obligation.FormalPosition);
        var (asked, promised) = (obligation.Message.DueAsked, obligation.Message.DuePromised);
        if (!move(obligation)) return false;
        _moved.Add(obligation);
        var moved = Note(EffectKind.State, StatusValues.Of(state), StatusValues.Of(obligation.State));
        moved |= Note(EffectKind.SpokenPosition, StatusValues.Of(spoken), StatusValues.Of(obligation.Message.SpokenPosition));
        moved |= Note(EffectKind.FormalPosition, StatusValues.Of(formal), StatusValues.Of(obligation.FormalPosition));
        if (!moved)
        {
            moved = Note(EffectKind.DueAsked, StatusValues.Of(asked), StatusValues.Of(obligation.Message.DueAsked));
            moved |= Note(EffectKind.DuePromised, StatusValues.Of(promised), StatusValues.Of(obligation.Message.DuePromised));
        }
        if (!moved && !_done.ContainsKey(statement.Name)) Add(statement, EffectOn(obligation, EffectKind.Unchanged));
        return true;

        bool Note(EffectKind what, StatusValue? before, StatusValue? after)
        {
            if (Equals(before, after)) return false;
            var effect = EffectOn(obligation, what);
            (effect.Before, effect.After) = (before, after);
            Add(statement, effect);
            return true;
        }
    }

    /// <summary>An effect on one obligation.</summary>
    public static Effect EffectOn(ObligationStateMachine obligation, EffectKind what) => new() { What = what, Subject = obligation.Message.Subject, Item = obligation.Item, Debtor = obligation.Debtor };

    /// <summary>That an obligation was opened.</summary>
    public static Effect Opened(ObligationStateMachine obligation)
    {
        var effect = EffectOn(obligation, EffectKind.Opened);
        effect.Kind = obligation.Message.Kind;
        return effect;
    }

    private sealed record Done(List<Effect> InOrder, HashSet<Effect> Once);
}
