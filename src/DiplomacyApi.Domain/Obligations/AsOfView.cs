using Diplomacy.V1;
using DiplomacyApi.Domain.Statements;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>What is seen at one instant: the statements that count then, for whom, and on which basis.</summary>
internal sealed class AsOfView(KnownStatements known, DateTimeOffset asOf, Attribution minBasis)
{
    private readonly Dictionary<EffectiveStatement, EffectiveParties> _effective = [];
    private readonly Dictionary<EffectiveStatement, IReadOnlyList<EffectiveStatement>> _stances = [];

    public DateTimeOffset AsOf => asOf;

    /// <summary>The statements folded that make, act on or reply to a name.</summary>
    public IEnumerable<EffectiveStatement> StatementsNaming(string name) => SeenNaming(name).Where(IsFolded);

    /// <summary>The statements folded that are filed under a negotiation; null: under any or none.</summary>
    public IEnumerable<EffectiveStatement> StatementsIn(string? negotiation) =>
        known.All.Where(statement => (negotiation is null || statement.Message.Negotiation == negotiation) && statement.SeenTime <= asOf
            && IsFolded(statement));

    /// <summary>Whether it is seen, and a minimum basis does not leave it out.</summary>
    public bool Contains(EffectiveStatement statement) => statement.SeenTime <= asOf && IsFolded(statement);

    /// <summary>The statement with its corrections applied, whether it is seen or not.</summary>
    public EffectiveStatement? Find(string statement) => known.Find(statement);

    /// <summary>Whether another statement that is seen names this one.</summary>
    public bool IsNamedByOthers(EffectiveStatement statement) => SeenNaming(statement.Name).Any(other => other != statement);

    /// <summary>Whether it confirms or denies a statement.</summary>
    public static bool IsStance(EffectiveStatement statement) =>
        statement.IsRemark && statement.Message.Remark.Stance != Stance.Unspecified;

    private bool IsFolded(EffectiveStatement statement) =>
        minBasis == Attribution.Unspecified || EffectivePartiesOf(statement).PassesMinBasis;

    private IEnumerable<EffectiveStatement> SeenNaming(string name) =>
        known.StatementsNaming(name).Where(statement => statement.SeenTime <= asOf);

    /// <summary>For whom a statement counts, and on which basis.</summary>
    public EffectiveParties EffectivePartiesOf(EffectiveStatement statement)
    {
        if (_effective.TryGetValue(statement, out var known)) return known;
        if (StancesOn(statement).Count == 0) return _effective[statement] = EffectiveParties.WithoutStances(statement, minBasis);
        // Whoever judges is judged first; a chain of remarks on remarks may be longer than the stack is deep.
        foreach (var component in StronglyConnectedComponents.Of(statement, one =>
            StancesOn(one).Where(other => !_effective.ContainsKey(other))))
        {
            var circle = component.ToHashSet();
            var effective = component.ConvertAll(one => circle.Count > Limits.CorrectionDepthMax
                ? EffectiveParties.WithoutStances(one, minBasis)
                : Evaluate(one, circle, []));
            foreach (var (one, its) in component.Zip(effective)) _effective[one] = its;
        }
        return _effective[statement];
    }

    /// <summary>
    /// Within a circle of remarks on each other, what is being judged already is taken as it was said: each of them is judged from itself
    /// on, so that it does not matter which is asked for first.
    /// </summary>
    private EffectiveParties Evaluate(EffectiveStatement statement, HashSet<EffectiveStatement> circle, HashSet<EffectiveStatement> judging)
    {
        if (!judging.Add(statement)) return EffectiveParties.WithoutStances(statement, minBasis);
        var stances = new Dictionary<string, Stance>(StringComparer.Ordinal);
        foreach (var other in StancesOn(statement))
        {
            var effective = circle.Contains(other) ? Evaluate(other, circle, judging) : _effective[other];
            foreach (var party in statement.Parties)
            {
                if (effective.BasisOf(party) is not { } basis || basis.IsWeak()) continue;
                if (other.IsRemark) stances[party] = other.Message.Remark.Stance;
                else if (stances.GetValueOrDefault(party) == Stance.Denies) stances[party] = Stance.Confirms;
            }
        }
        judging.Remove(statement);
        return EffectiveParties.WithStances(statement, stances, minBasis);
    }

    /// <summary>
    /// What decides for whom a statement counts, in fold order: the remarks that confirm or deny it and, if there are any, the acts on it.
    /// </summary>
    private IReadOnlyList<EffectiveStatement> StancesOn(EffectiveStatement statement)
    {
        if (_stances.TryGetValue(statement, out var known)) return known;
        var judging = SeenNaming(statement.Name).Where(other => other != statement && IsStanceOn(other, statement)).ToList();
        if (judging.Count == 0) return _stances[statement] = [];
        var acting = SeenNaming(statement.Name).Concat(statement.Makes is null ? [] : SeenNaming(statement.Makes))
            .Where(other => !other.IsRemark && ActsOn(other, statement));
        return _stances[statement] = [.. FoldOrder.Of(judging.Concat(acting).Distinct().Append(statement))
            .SkipWhile(other => other != statement).Skip(1)];
    }

    private static bool IsStanceOn(EffectiveStatement remark, EffectiveStatement statement) =>
        IsStance(remark) && remark.Message.Remark.Subject == statement.Name;

    private static bool ActsOn(EffectiveStatement other, EffectiveStatement statement) =>
        other != statement && (other.ActedOn.Contains(statement.Name)
            || (statement.Makes is not null
                && (other.ActedOn.Contains(statement.Makes) || (other.Makes == statement.Makes && statement.ComesBefore(other)))));
}
