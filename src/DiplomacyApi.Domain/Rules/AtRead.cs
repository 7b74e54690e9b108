using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>What depends on the as-of date alone and is therefore computed at read, not stored.</summary>
public static class AtRead
{
    /// <summary>
    /// The value of the span, with due state, missed promises and next change filled for the as-of date.
    /// <paramref name="spansOfObligation"/> are all spans of the same obligation.
    /// </summary>
    public static Obligation Obligation(Span<Obligation> span, IReadOnlyList<Span<Obligation>> spansOfObligation, DateTimeOffset asOf) =>
        throw new NotImplementedException();

    /// <summary>The demand's debtors, rolled up from its obligations at the as-of date (as <see cref="Obligation"/> gives them).</summary>
    public static IEnumerable<DebtorStatus> RollUp(IEnumerable<Obligation> obligationsOfDemand) => throw new NotImplementedException();
}
