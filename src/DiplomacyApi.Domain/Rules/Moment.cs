using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>What is seen at one instant: the statements that count then, for whom, and on whose word.</summary>
internal sealed class Moment(Knowledge knowledge, DateTimeOffset asOf, Attribution minBasis)
{
    private readonly Dictionary<Fact, Voices> _voices = [];
    private readonly Dictionary<Fact, IReadOnlyList<Fact>> _judges = [];

    public DateTimeOffset AsOf => asOf;

    /// <summary>The statements folded that make, act on or reply to a name.</summary>
    public IEnumerable<Fact> Naming(string name) => Seen(name).Where(IsFolded);

    /// <summary>The statements folded that are filed under a negotiation; null: under any or none.</summary>
    public IEnumerable<Fact> Filed(string? negotiation) =>
        knowledge.Facts.Where(fact => (negotiation is null || fact.Statement.Negotiation == negotiation) && fact.Seen <= asOf && IsFolded(fact));

    /// <summary>Whether it is seen, and a minimum basis does not leave it out.</summary>
    public bool Has(Fact fact) => fact.Seen <= asOf && IsFolded(fact);

    /// <summary>The statement as it stands at the revision meant, whether it is seen or not.</summary>
    public Fact? Find(string statement) => knowledge.Find(statement);

    /// <summary>Whether another statement that is seen names this one.</summary>
    public bool IsNamedByOthers(Fact fact) => Seen(fact.Name).Any(other => other != fact);

    /// <summary>Whether it confirms or denies a statement.</summary>
    public static bool IsStance(Fact fact) => fact.IsRemark && fact.Statement.Remark.Stance != Stance.Unspecified;

    private bool IsFolded(Fact fact) => minBasis == Attribution.Unspecified || VoicesOf(fact).IsFolded;

    private IEnumerable<Fact> Seen(string name) => knowledge.Naming(name).Where(fact => fact.Seen <= asOf);

    /// <summary>For whom a statement counts, and on whose word.</summary>
    public Voices VoicesOf(Fact fact)
    {
        if (_voices.TryGetValue(fact, out var known)) return known;
        if (JudgesOf(fact).Count == 0) return _voices[fact] = Voices.AsSaid(fact, minBasis);
        // Whoever judges is judged first; a chain of remarks on remarks may be longer than the stack is deep.
        foreach (var component in StronglyConnected.Components(fact, one => JudgesOf(one).Where(other => !_voices.ContainsKey(other))))
        {
            var circle = component.ToHashSet();
            var voices = component.ConvertAll(one => circle.Count > Limits.CorrectionDepthMax ? Voices.AsSaid(one, minBasis) : Judge(one, circle, []));
            foreach (var (one, its) in component.Zip(voices)) _voices[one] = its;
        }
        return _voices[fact];
    }

    /// <summary>
    /// Within a circle of remarks on each other, what is being judged already is taken as it was said: each of them is judged from itself
    /// on, so that it does not matter which is asked for first.
    /// </summary>
    private Voices Judge(Fact fact, HashSet<Fact> circle, HashSet<Fact> judging)
    {
        if (!judging.Add(fact)) return Voices.AsSaid(fact, minBasis);
        var stances = new Dictionary<string, Stance>(StringComparer.Ordinal);
        foreach (var other in JudgesOf(fact))
        {
            var voices = circle.Contains(other) ? Judge(other, circle, judging) : _voices[other];
            foreach (var party in fact.Parties)
            {
                if (voices.BasisOf(party) is not { } basis || basis.IsWeak()) continue;
                if (other.IsRemark) stances[party] = other.Statement.Remark.Stance;
                else if (stances.GetValueOrDefault(party) == Stance.Denies) stances[party] = Stance.Confirms;
            }
        }
        judging.Remove(fact);
        return Voices.Judged(fact, stances, minBasis);
    }

    /// <summary>What can tell for whom a statement counts, in fold order: the remarks that confirm or deny it, and where there are any, the acts on it.</summary>
    private IReadOnlyList<Fact> JudgesOf(Fact fact)
    {
        if (_judges.TryGetValue(fact, out var known)) return known;
        var judging = Seen(fact.Name).Where(other => other != fact && IsStanceOn(other, fact)).ToList();
        if (judging.Count == 0) return _judges[fact] = [];
        var acting = Seen(fact.Name).Concat(fact.Makes is null ? [] : Seen(fact.Makes)).Where(other => !other.IsRemark && ActsOn(other, fact));
        return _judges[fact] = [.. FoldOrder.Of(judging.Concat(acting).Distinct().Append(fact)).SkipWhile(other => other != fact).Skip(1)];
    }

    private static bool IsStanceOn(Fact remark, Fact fact) => IsStance(remark) && remark.Statement.Remark.Subject == fact.Name;

    private static bool ActsOn(Fact other, Fact fact) =>
        other != fact && (other.ActedOn.Contains(fact.Name)
            || (fact.Makes is not null && (other.ActedOn.Contains(fact.Makes) || (other.Makes == fact.Makes && fact.ComesBefore(other)))));
}

/// <summary>For whom a statement counts, and on whose word for each.</summary>
internal sealed class Voices
{
    private readonly Dictionary<string, Attribution> _basis = new(StringComparer.Ordinal);
    private readonly HashSet<string> _folded = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Parties => _basis.Keys;
    public bool Denied { get; private init; }
    public bool Confirmed { get; private init; }

    /// <summary>Whether a minimum basis leaves it in. What is denied is folded by the word on which it was said.</summary>
    public bool IsFolded => _folded.Count > 0;

    public bool IsFoldedFor(string party) => _folded.Contains(party);

    /// <summary>The word it stands on for a party; null where it does not count for it.</summary>
    public Attribution? BasisOf(string party) => _basis.TryGetValue(party, out var basis) ? basis : null;

    /// <summary>The best word it stands on; unspecified where it counts for nobody.</summary>
    public Attribution Best => _basis.Count == 0 ? Attribution.Unspecified : _basis.Values.MaxBy(basis => basis.Rank());

    /// <summary>The best word among these parties; null where it counts for none of them.</summary>
    public Attribution? BestOf(IEnumerable<string> parties)
    {
        Attribution? best = null;
        foreach (var party in parties)
            if (BasisOf(party) is { } basis && (best is null || basis.Rank() > best.Value.Rank()))
                best = basis;
        return best;
    }

    public static Voices AsSaid(Fact fact, Attribution minBasis) => Judged(fact, [], minBasis);

    public static Voices Judged(Fact fact, Dictionary<string, Stance> stances, Attribution minBasis)
    {
        var said = fact.Statement.Attribution;
        var voices = new Voices { Denied = stances.ContainsValue(Stance.Denies), Confirmed = stances.ContainsValue(Stance.Confirms) };
        foreach (var party in fact.Parties)
        {
            var stance = stances.GetValueOrDefault(party);
            var basis = stance == Stance.Confirms ? Attribution.OnRecord : said;
            if (basis.Rank() < minBasis.Rank()) continue;
            voices._folded.Add(party);
            if (stance != Stance.Denies || said.Rank() >= Attribution.Readout.Rank()) voices._basis[party] = basis;
        }
        return voices;
    }
}
