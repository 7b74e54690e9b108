using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>How one statement stands under its corrections, as readers are to see it.</summary>
/// <param name="Content">What stands in its place, with the names it gives; null where it is annulled. A duplicate keeps its own.</param>
/// <param name="InForce">The correction in force on it; null where there is none.</param>
public sealed record Standing(Statement? Content, Correction? InForce)
{
    /// <summary>Applies the corrections of a statement, and those of these corrections, to the statement as recorded.</summary>
    public static Standing Of(Statement recorded, IEnumerable<Correction> corrections)
    {
        var corrected = new Corrected([recorded], corrections);
        return new Standing(corrected.Facts.SingleOrDefault()?.Statement, corrected.InForce(recorded.Name).LastOrDefault());
    }
}
