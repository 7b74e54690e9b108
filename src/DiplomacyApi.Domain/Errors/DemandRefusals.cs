using Diplomacy.V1;

namespace DiplomacyApi.Domain.Errors;

/// <summary>Refusals of what is written about demands and their items.</summary>
public static class DemandRefusals
{
    /// <summary>UNKNOWN_DEMAND, with the metadata `demand`, of what the call itself asks for or acts on.</summary>
    /// <param name="name">The resource name.</param>
    /// <param name="end">How the sentence continues that begins with "There is no" and the name.</param>
    /// <param name="field">The path of the field.</param>
    public static RefusedException UnknownTarget(string name, string end, string field) =>
        ResourceRefusals.UnknownTarget(ErrorReason.UnknownDemand, name, end, field);

    internal static RefusedException Exists(string name, string maker, string field) =>
        new(ErrorReason.DemandExists, $"{name} exists, made by {maker}; restate or replace it, or choose another id.", field);

    /// <summary>UNKNOWN_ITEM, with the metadata `demand` and `item`.</summary>
    /// <param name="demand">The resource name of the demand.</param>
    /// <param name="item">The id that none of its items has.</param>
    /// <param name="known">The ids that its items have; an empty one stands for a demand without items.</param>
    /// <param name="field">The path of the field.</param>
    internal static RefusedException UnknownItem(string demand, string item, IReadOnlyCollection<string> known, string field)
    {
        var choice = known.Count == 1 && known.Contains("")
            ? "it has no items: use position"
            : $"it has {string.Join(", ", known.Where(id => id.Length > 0).Order(StringComparer.Ordinal))}";
        return new(ErrorReason.UnknownItem, $"{demand} has no item '{item}'; {choice}.", field,
            new Dictionary<string, string> { ["demand"] = demand, ["item"] = item });
    }

    internal static RefusedException JoinedByItsAuthors(string demand, IEnumerable<string> authors, string field) => new(
        ErrorReason.WrongParty,
        $"{demand} is a demand of {string.Join(" and ", authors)} already. Its authors can only restate it; another actor can join it.",
        field);
}
