using Diplomacy.V1;

namespace DiplomacyApi.Domain.Statements;

/// <summary>How one statement stands under its corrections, as readers are to see it.</summary>
/// <param name="Content">What stands in its place, with the names it gives; null where it is annulled. A duplicate keeps its own.</param>
/// <param name="InForce">The correction in force on it; null where there is none.</param>
public sealed record CorrectedStatement(Statement? Content, Correction? InForce)
{
    /// <summary>Applies the corrections of a statement, and those of these corrections, to the statement as recorded.</summary>
    public static CorrectedStatement Of(Statement recorded, IEnumerable<Correction> corrections)
    {
        var corrected = new CorrectionResolver([recorded], corrections);
        return new CorrectedStatement(corrected.Statements.SingleOrDefault()?.Message, corrected.InForce(recorded.Name).LastOrDefault());
    }
}
