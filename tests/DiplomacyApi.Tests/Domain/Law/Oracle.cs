using Diplomacy.V1;
using DiplomacyApi.Domain.Obligations;

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
        [.. OracleFold.Obligations(View(known, t, flaw), flaw).Select(one => one.Answer())];

    /// <summary>All that stands as of an instant, a line each: what is owed, and the meetings.</summary>
    public static IEnumerable<string> Lines(OracleKnown known, DateTimeOffset t, Flaw flaw) => Lines(View(known, t, flaw), flaw);

    /// <inheritdoc cref="Lines(OracleKnown, DateTimeOffset, Flaw)"/>
    public static IEnumerable<string> Lines(OracleView view, Flaw flaw) => OracleFold.Obligations(view, flaw)
        .Select(one => one.Answer().ToString())
        .Concat(OracleFold.Meetings(view, flaw)
            .Select(one => Answer.OfMeeting(one.Key, one.Value.Phase, one.Value.PhaseBy, one.Value.Date, one.Value.Participants)))
        .Order(StringComparer.Ordinal);

    /// <summary>What is seen by an instant.</summary>
    public static OracleView View(OracleKnown known, DateTimeOffset t, Flaw flaw) =>
        new(known.All.Where(said => said.Seen <= t), known.MinBasis, flaw);
}
