using Diplomacy.V1;
using DiplomacyApi.Domain.Statements;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>What each statement did in a fold, for the timeline.</summary>
internal sealed class EffectLog
{
    private readonly Dictionary<string, StatementEffects> _effects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WithoutEffect> _noEffects = new(StringComparer.Ordinal);
    private readonly HashSet<ObligationStateMachine> _changed = [];

    /// <summary>The obligations to which an act was applied since <see cref="Clear"/>.</summary>
    public IReadOnlyCollection<ObligationStateMachine> Changed => _changed;

    /// <summary>Clears everything: what a statement did is asked for only while it is folded.</summary>
    public void Clear()
    {
        _changed.Clear();
        _effects.Clear();
        _noEffects.Clear();
    }

    public IReadOnlyList<Effect> EffectsOf(string statement) => _effects.TryGetValue(statement, out var effects) ? effects.InOrder : [];

    /// <summary>Why a statement did nothing; null if it did something, or was not meant to.</summary>
    public WithoutEffect? NoEffectOf(string statement) => _effects.ContainsKey(statement) ? null : _noEffects.GetValueOrDefault(statement);

    public void Add(EffectiveStatement statement, Effect what)
    {
        if (!_effects.TryGetValue(statement.Name, out var effects)) _effects[statement.Name] = effects = new StatementEffects([], []);
        if (effects.Once.Add(what)) effects.InOrder.Add(what);
    }

    /// <summary>Notes that a statement did nothing here. The reason is looked for only if it has done nothing anywhere yet.</summary>
    public void NoteNoEffect(EffectiveStatement statement, Func<WithoutEffect> why)
    {
        if (!_effects.ContainsKey(statement.Name) && !_noEffects.ContainsKey(statement.Name)) _noEffects.Add(statement.Name, why());
    }

    /// <summary>Applies one act to one obligation and notes what it changed.</summary>
    public bool Apply(EffectiveStatement statement, ObligationStateMachine obligation, Func<ObligationStateMachine, bool> act)
    {
        var (state, spoken, formal) = (obligation.State, obligation.Message.SpokenPosition, obligation.FormalPosition);
        var (asked, promised) = (obligation.Message.DueAsked, obligation.Message.DuePromised);
        if (!act(obligation)) return false;
        _changed.Add(obligation);
        var isChanged = Note(EffectKind.State, StatusValues.Of(state), StatusValues.Of(obligation.State));
        isChanged |= Note(EffectKind.SpokenPosition, StatusValues.Of(spoken), StatusValues.Of(obligation.Message.SpokenPosition));
        isChanged |= Note(EffectKind.FormalPosition, StatusValues.Of(formal), StatusValues.Of(obligation.FormalPosition));
        if (!isChanged)
        {
            isChanged = Note(EffectKind.DueAsked, StatusValues.Of(asked), StatusValues.Of(obligation.Message.DueAsked));
            isChanged |= Note(EffectKind.DuePromised, StatusValues.Of(promised), StatusValues.Of(obligation.Message.DuePromised));
        }
        if (!isChanged && !_effects.ContainsKey(statement.Name)) Add(statement, EffectOn(obligation, EffectKind.Unchanged));
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
    public static Effect EffectOn(ObligationStateMachine obligation, EffectKind what) =>
        new() { What = what, Subject = obligation.Message.Subject, Item = obligation.Item, Debtor = obligation.Debtor };

    /// <summary>That an obligation was opened.</summary>
    public static Effect Opened(ObligationStateMachine obligation)
    {
        var effect = EffectOn(obligation, EffectKind.Opened);
        effect.Kind = obligation.Message.Kind;
        return effect;
    }

    private sealed record StatementEffects(List<Effect> InOrder, HashSet<Effect> Once);
}
