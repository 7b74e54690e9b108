using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>What each creditor finds of one obligation: its last verdict, and what it is about.</summary>
internal sealed class Verdicts
{
    private readonly SortedDictionary<string, Finding> _byCreditor = new(StringComparer.Ordinal);

    /// <summary>The first of the findings by which it is contested now; null where it is not.</summary>
    public Decision? Dispute => Disputes.FirstOrDefault();

    /// <summary>In the order in which they were given.</summary>
    public IEnumerable<Decision> Disputes => _byCreditor.Values.Where(finding => finding.Dispute is not null).OrderBy(finding => finding.DisputePlace).Select(finding => finding.Dispute!);

    public IEnumerable<CreditorVerdict> All => _byCreditor.Where(pair => pair.Value.Verdict != Verdict.Unspecified)
        .Select(pair => new CreditorVerdict { Creditor = pair.Key, Verdict = pair.Value.Verdict, Decision = pair.Value.Decision });

    public bool IsSatisfied(string creditor) => _byCreditor.TryGetValue(creditor, out var finding) && finding.Verdict == Verdict.Satisfied;

    /// <summary>How many deliveries, from the first on, somebody finds insufficient.</summary>
    public int Refused => _byCreditor.Values.Where(finding => finding.Verdict == Verdict.Insufficient).Select(finding => finding.Delivery).DefaultIfEmpty(0).Max();

    public void Satisfied(string creditor, Decision decision)
    {
        var finding = Of(creditor);
        (finding.Verdict, finding.Decision, finding.Dispute, finding.Refused) = (Verdict.Satisfied, decision, null, 0);
    }

    /// <summary>
    /// Finds it insufficient. It is contested where something was delivered that the creditor had not found insufficient yet; a creditor
    /// that says so again contests it as before. Tells whether it is about a delivery.
    /// </summary>
    public bool Insufficient(string creditor, Decision decision, int delivery, int place)
    {
        var finding = Of(creditor);
        var isOnDelivery = delivery > finding.Refused;
        if (isOnDelivery) (finding.Refused, finding.Dispute, finding.DisputePlace) = (delivery, decision, place);
        (finding.Verdict, finding.Decision, finding.Delivery) = (Verdict.Insufficient, decision, delivery);
        return isOnDelivery;
    }

    /// <summary>A delivery or a promise followed: nothing is contested until it is found insufficient again.</summary>
    public void Follow()
    {
        foreach (var finding in _byCreditor.Values) finding.Dispute = null;
    }

    /// <summary>Of who is no creditor any more, or asks again, nothing counts.</summary>
    public void Forget(string creditor) => _byCreditor.Remove(creditor);

    public void ForgetAll() => _byCreditor.Clear();

    /// <summary>Asked again: what was found is no longer about what was delivered.</summary>
    public void Restart()
    {
        foreach (var finding in _byCreditor.Values) (finding.Refused, finding.Delivery, finding.Dispute) = (0, 0, null);
    }

    private Finding Of(string creditor)
    {
        if (!_byCreditor.TryGetValue(creditor, out var finding)) _byCreditor[creditor] = finding = new Finding();
        return finding;
    }

    private sealed class Finding
    {
        public Verdict Verdict { get; set; }
        public Decision? Decision { get; set; }

        /// <summary>The last delivery before the verdict; 0: there was none.</summary>
        public int Delivery { get; set; }

        /// <summary>The last delivery that the creditor found insufficient, and was not satisfied with since.</summary>
        public int Refused { get; set; }
        public Decision? Dispute { get; set; }
        public int DisputePlace { get; set; }
    }
}
