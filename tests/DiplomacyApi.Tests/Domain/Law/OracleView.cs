using Diplomacy.V1;
using static DiplomacyApi.Tests.Domain.Law.OracleTexts;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>What is seen by an instant, with the parties of each statement and on whose word it counts for them.</summary>
internal sealed class OracleView
{
    private readonly Flaw _flaw;
    private readonly Attribution _minBasis;
    private List<Said>? _folded;
    private readonly Dictionary<(string, string), Attribution?> _basis = [];

    public OracleView(IEnumerable<Said> seen, Attribution minBasis, Flaw flaw)
    {
        (_minBasis, _flaw) = (minBasis, flaw);
        Seen = seen.ToList();
        foreach (var one in Seen)
        {
            foreach (var party in AllParties(one)) _basis[(one.Name, party)] = BasisFor(one, party, []);
        }
    }

    public Attribution MinBasis => _minBasis;

    public List<Said> Seen { get; }

    /// <summary>What is folded: all that is seen, save what a minimum basis leaves out. What is denied is not left out for that.</summary>
    public List<Said> Folded => _folded ??= Seen.Where(one => AllParties(one).Exists(party => IsFolded(one, party))).ToList();

    public List<Said> InOrder => OracleOrder.Of(Folded, _flaw);

    /// <summary>What bears on a subject, in fold order. What a statement does elsewhere has no part in its place here.</summary>
    public List<Said> On(string subject) =>
        OracleOrder.Of((_flaw == Flaw.LeftOutKeepsItsPlace ? Seen : Folded).Where(one => BearsOn(one, subject)), _flaw);

    /// <summary>The promise that a name stands for: what promises it again goes by the name of the first.</summary>
    public string First(string name)
    {
        for (var step = 0; step < Seen.Count && _flaw != Flaw.PromiseAgainIsAnother; step++)
        {
            if (Folded.Find(one => one.Name == name) is not { } said || PromisedAgain(said.Statement).Length == 0) break;
            name = PromisedAgain(said.Statement);
        }
        return name;
    }

    /// <summary>It makes it, acts on it, or keeps or takes back a promise made on it.</summary>
    private bool BearsOn(Said one, string subject)
    {
        var statement = one.Statement;
        if (Touches(statement).Contains(subject)) return true;
        var named = statement.Withdrawal?.Subject ?? statement.Fulfillment?.Subject ?? statement.Assessment?.Promise
            ?? PromisedAgain(statement);
        return named.Length > 0 && (First(named) == subject
            || (statement.Assessment is null
                && Seen.Any(promise => promise.Name == First(named) && promise.Statement.Promise?.Demand == subject)));
    }

    /// <summary>The parties for whom the statement counts: those who have not denied it.</summary>
    public List<string> Parties(Said one) => AllParties(one).Where(party => _basis[(one.Name, party)] is not null).ToList();

    public Attribution Basis(Said one, string party) => _basis[(one.Name, party)]!.Value;

    /// <summary>The parties for whom it counts on a word good enough to judge, take back or restate.</summary>
    public List<string> FirmParties(Said one) => Parties(one).Where(party => !IsWeak(Basis(one, party))).ToList();

    public bool IsFirm(Said one) => FirmParties(one).Count > 0;

    public static List<string> AllParties(Said one) => PartiesOf(one.Statement, one.Statement.Principals);

    private bool IsFolded(Said one, string party) => Rank(_basis[(one.Name, party)] ?? one.Statement.Attribution) >= Rank(_minBasis);

    /// <summary>On whose word a statement counts for a party of its; null where the party has denied it, or the word is too weak.</summary>
    private Attribution? BasisFor(Said one, string party, IReadOnlyList<Said> judging) =>
        JudgedBasis(one, party, judging) is { } basis && (_minBasis == Attribution.Unspecified || Rank(basis) >= Rank(_minBasis))
            ? basis
            : null;

    private Attribution? JudgedBasis(Said one, string party, IReadOnlyList<Said> judging)
    {
        var own = one.Statement.Attribution;
        // What is being judged already is taken as it was said.
        if (judging.Contains(one)) return own;
        var stance = Stance.Unspecified;
        var bearing = Seen.Where(other => other == one || other.Statement.Remark?.Subject == one.Name || ActsOnIt(other, one)).ToList();
        foreach (var other in OracleOrder.Of(bearing, _flaw).SkipWhile(other => other.Name != one.Name).Skip(1))
        {
            if (_flaw != Flaw.DenialForAll && !AllParties(other).Contains(party)) continue;
            if (!AllParties(other).Intersect(AllParties(one)).Any()) continue;
            var basis = BasisFor(other, party, [.. judging, one]);
            if (basis is null || (_minBasis != Attribution.Unspecified && Rank(basis.Value) < Rank(_minBasis))) continue;
            if (IsWeak(basis.Value)) continue;
            if (other.Statement.ActCase == Statement.ActOneofCase.Remark)
            {
                if (other.Statement.Remark.Subject == one.Name && other.Statement.Remark.Stance != Stance.Unspecified)
                    stance = other.Statement.Remark.Stance;
            }
            else if (stance == Stance.Denies && _flaw != Flaw.ActDoesNotConfirm && ActsOnIt(other, one))
            {
                stance = Stance.Confirms;
            }
        }
        if (stance == Stance.Confirms) return _flaw == Flaw.ConfirmationKeepsBasis ? own : Attribution.OnRecord;
        if (stance != Stance.Denies || _flaw == Flaw.DenialIgnored) return own;
        return Rank(own) < Rank(Attribution.Readout) || _flaw == Flaw.DenialEndsOnRecord ? null : own;
    }

    private static bool ActsOnIt(Said other, Said one)
    {
        var names = ActsOn(other.Statement);
        // A phase is an act on those before it.
        var isLater = (OracleOrder.Place(other, Flaw.None),
            other.Statement.Revision).CompareTo((OracleOrder.Place(one, Flaw.None), one.Statement.Revision)) > 0;
        if (PhaseOf(other.Statement).Length > 0 && isLater) names.Add(PhaseOf(other.Statement));
        return names.Contains(one.Name)
            || (MadeDemand(one.Statement).Length > 0 && names.Contains(MadeDemand(one.Statement)))
            || (PhaseOf(one.Statement).Length > 0 && names.Contains(PhaseOf(one.Statement)));
    }
}
