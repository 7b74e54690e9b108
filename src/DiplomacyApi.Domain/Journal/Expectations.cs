using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;

namespace DiplomacyApi.Domain.Journal;

/// <summary>Checks what a write expects to be unchanged.</summary>
public static class Expectations
{
    /// <summary>
    /// Refuses with all expectations that fail. <paramref name="lastChange"/> gives the revision that last changed a subject; 0: there is
    /// none.
    /// </summary>
    /// <exception cref="RefusedException">EXPECTATION_FAILED, with a violation for each that fails.</exception>
    public static void Check(IReadOnlyList<Expectation> expectations, Func<string, long> lastChange)
    {
        var failed = new List<FieldViolation>();
        for (var index = 0; index < expectations.Count; index++)
        {
            var expected = expectations[index];
            if (lastChange(expected.Subject) is var changed && changed > expected.UnchangedSince)
                failed.Add(new($"expectations[{index}]", ErrorReason.ExpectationFailed, expected.UnchangedSince == 0
                    ? $"{expected.Subject} exists; it was last changed at revision {changed}."
                    : $"{expected.Subject} was changed at revision {changed}, after {expected.UnchangedSince}; read it again."));
        }
        if (failed.Count > 0) throw new RefusedException(failed);
    }
}
