using Diplomacy.V1;

namespace DiplomacyApi.Domain.Statements;

/// <summary>One statement with its corrections applied, as readers see it.</summary>
/// <param name="Content">The content after corrections, with the names as it gives them; null if it is annulled. A duplicate keeps its
/// own.</param>
/// <param name="InForce">The correction in force on it; null if there is none.</param>
public sealed record CorrectedStatement(Statement? Content, Correction? InForce)
{
    /// <summary>Applies the corrections of a statement, and those of these corrections, to the statement as recorded.</summary>
    public static CorrectedStatement Of(Statement recorded, IEnumerable<Correction> corrections)
    {
        var corrected = new CorrectionResolver([recorded], corrections);
        return new CorrectedStatement(corrected.Statements.SingleOrDefault()?.Message, corrected.InForce(recorded.Name).LastOrDefault());
    }
}
