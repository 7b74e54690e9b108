using Diplomacy.V1;
using DiplomacyApi.Domain.Rules;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>
/// What is owed, found in the plainest way: take everything recorded by K, correct it, keep what is seen by T, put it in order, and
/// fold it once. It stores nothing, and shares nothing with the rules but the messages and the reading of dates.
/// </summary>
internal static class Oracle
{
    public static IReadOnlyList<Answer> At(
        IReadOnlyList<Statement> statements, IReadOnlyList<Correction> corrections, DateTimeOffset t, long k, Lens lens, Flaw flaw) =>
        At(new OracleKnown(statements, corrections, k, lens, flaw), t, flaw);

    public static IReadOnlyList<Answer> At(OracleKnown known, DateTimeOffset t, Flaw flaw) =>
        OracleFold.Answers(new OracleView(known.All.Where(said => said.Seen <= t), known.MinBasis, flaw), flaw);
}
