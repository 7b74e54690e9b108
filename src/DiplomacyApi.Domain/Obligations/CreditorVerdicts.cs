using Diplomacy.V1;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>What each creditor finds of one obligation: its last verdict, and the place among the acts at which it contested it.</summary>
internal sealed class CreditorVerdicts
{
    private const int Nowhere = -1;

    private readonly SortedDictionary<string, Finding> _byCreditor = new(StringComparer.Ordinal);

    /// <summary>
    /// Where a delivery was last found insufficient by a creditor that was not satisfied since; before all places where none was.
    /// </summary>
    public int ContestedAt => _byCreditor.Values.Select(finding => finding.ContestedAt).DefaultIfEmpty(Nowhere).Max();

    public bool AreContesting => ContestedAt != Nowhere;

    public IEnumerable<CreditorVerdict> All => _byCreditor
        .Select(pair => new CreditorVerdict { Creditor = pair.Key, Verdict = pair.Value.Verdict, Decision = pair.Value.Decision });

    public bool IsSatisfied(string creditor) => _byCreditor.TryGetValue(creditor, out var finding) && finding.Verdict == Verdict.Satisfied;

    public void SetSatisfied(string creditor, Decision decision) =>
        _byCreditor[creditor] = new Finding(Verdict.Satisfied, decision, Nowhere);

    /// <summary>Finds a delivery insufficient, which contests it.</summary>
    public void Contest(string creditor, Decision decision, int place) =>
        _byCreditor[creditor] = new Finding(Verdict.Insufficient, decision, place);

    /// <summary>Finds insufficient what is not delivered, which changes nothing.</summary>
    public void SetInsufficient(string creditor, Decision decision) =>
        _byCreditor[creditor] = new Finding(Verdict.Insufficient, decision,
            _byCreditor.GetValueOrDefault(creditor)?.ContestedAt ?? Nowhere);

    /// <summary>Removes the verdicts of those who are no longer creditors, or ask again.</summary>
    public void Remove(IEnumerable<string> creditors)
    {
        foreach (var creditor in creditors) _byCreditor.Remove(creditor);
    }

    /// <summary>Asked again: the verdicts stay, and contest nothing.</summary>
    public void ClearContests()
    {
        foreach (var (creditor, finding) in _byCreditor.ToList()) _byCreditor[creditor] = finding with { ContestedAt = Nowhere };
    }

    private sealed record Finding(Verdict Verdict, Decision Decision, int ContestedAt);
}
