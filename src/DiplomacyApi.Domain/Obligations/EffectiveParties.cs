using Diplomacy.V1;
using DiplomacyApi.Domain.Statements;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>For whom a statement counts, and on which basis for each.</summary>
internal sealed class EffectiveParties
{
    private readonly Dictionary<string, Attribution> _basis = new(StringComparer.Ordinal);
    private readonly HashSet<string> _passing = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Parties => _basis.Keys;
    public bool Denied { get; private init; }
    public bool Confirmed { get; private init; }

    /// <summary>Whether it passes the minimum basis. What is denied is judged by the basis on which it was said.</summary>
    public bool PassesMinBasis => _passing.Count > 0;

    public bool PassesMinBasisFor(string party) => _passing.Contains(party);

    /// <summary>The basis for a party; null if it does not count for it.</summary>
    public Attribution? BasisOf(string party) => _basis.TryGetValue(party, out var basis) ? basis : null;

    /// <summary>The best basis; unspecified if it counts for nobody.</summary>
    public Attribution BestBasis => _basis.Count == 0 ? Attribution.Unspecified : _basis.Values.MaxBy(basis => basis.Rank());

    /// <summary>The best basis among these parties; null if it counts for none of them.</summary>
    public Attribution? BestBasisOf(IEnumerable<string> parties)
    {
        Attribution? best = null;
        foreach (var party in parties)
            if (BasisOf(party) is { } basis && (best is null || basis.Rank() > best.Value.Rank()))
                best = basis;
        return best;
    }

    public static EffectiveParties WithoutStances(EffectiveStatement statement, Attribution minBasis) =>
        WithStances(statement, [], minBasis);

    public static EffectiveParties WithStances(EffectiveStatement statement, Dictionary<string, Stance> stances, Attribution minBasis)
    {
        var said = statement.Message.Attribution;
        var effective = new EffectiveParties
        {
            Denied = stances.ContainsValue(Stance.Denies),
            Confirmed = stances.ContainsValue(Stance.Confirms),
        };
        foreach (var party in statement.Parties)
        {
            var stance = stances.GetValueOrDefault(party);
            var basis = stance == Stance.Confirms ? Attribution.OnRecord : said;
            if (basis.Rank() < minBasis.Rank()) continue;
            effective._passing.Add(party);
            if (stance != Stance.Denies || said.Rank() >= Attribution.Readout.Rank()) effective._basis[party] = basis;
        }
        return effective;
    }
}
