using Diplomacy.V1;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Tests.Domain.Law;

namespace DiplomacyApi.Tests.Domain.Obligations;

/// <summary>What is computed at read says what asking the naive fold again says.</summary>
public sealed class AsOfCalculatorTests
{
    private const int Histories = 1_000;

    [Fact]
    public void Dues_and_what_was_missed_or_late_follow_from_what_was_owed_when() => LawTests.Hold(Law.Histories.Seeds, Histories, seeds =>
    {
        var history = Law.Histories.From(seeds).At(long.MaxValue);
        var known = new OracleKnown(history.Statements, history.Corrections, history.Head, Lens.Open, Flaw.None);
        var rules = KnownStatements.Of(history.Statements, history.Corrections, Lens.Open);
        var clock = new OracleClock(known, Flaw.None);
        var obligations = rules.Subjects.SelectMany(subject => rules.History(subject).Obligations
            .GroupBy(segment => (subject, segment.Value.Item, segment.Value.Debtor)))
            .Select(segments => segments.ToList()).ToList();
        foreach (var t in clock.Turns.SelectMany(turn => new[] { turn.AddTicks(-1), turn }))
        {
            var actual = obligations.Select(segments =>
                (Segments: segments, Now: segments.FirstOrDefault(segment => segment.From <= t && t < segment.Until)))
                .Where(unit => unit.Now is not null).Select(unit => Line(AsOfCalculator.ObligationAt(unit.Now!, unit.Segments, t)))
                .Order(StringComparer.Ordinal).ToList();
            var expected = clock.Lines(t).ToList();
            if (!expected.SequenceEqual(actual))
                return $"as of {t:O}\noracle: {string.Join("\n        ", expected.Except(actual))}\nrules:  {string.Join("\n        ", actual.Except(expected))}";
        }
        return null;
    });

    private static string Line(Obligation one) => OracleClock.Line(
        one.Subject, one.Item, one.Debtor, one.DueState, one.DueKinds, one.DueStateTime?.ToDateTimeOffset(),
        one.Promises.Where(promise => promise.Missed).Select(promise => promise.Statement), one.Late);
}
