namespace DiplomacyApi.Domain.Obligations;

/// <summary>The order in which the obligations of one subject are listed: by item, then by debtor.</summary>
internal sealed class ItemThenDebtorComparer : IComparer<(string Item, string Debtor)>
{
    public static ItemThenDebtorComparer Instance { get; } = new();

    public int Compare((string Item, string Debtor) one, (string Item, string Debtor) other)
    {
        var byItem = string.CompareOrdinal(one.Item, other.Item);
        return byItem != 0 ? byItem : string.CompareOrdinal(one.Debtor, other.Debtor);
    }
}
