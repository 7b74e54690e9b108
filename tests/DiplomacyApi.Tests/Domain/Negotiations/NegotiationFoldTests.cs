using Diplomacy.V1;
using DiplomacyApi.Domain.Negotiations;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Tests.Domain.Law;

namespace DiplomacyApi.Tests.Domain.Negotiations;

/// <summary>The status of a negotiation is what asking the naive fold again gives.</summary>
public sealed class NegotiationFoldTests
{
    private const int Histories = 1_000;

    [Fact]
    public void A_condition_is_live_while_what_it_waits_for_is_owed() => LawTests.Hold(Law.Histories.Seeds,
        Histories, seeds => Status(seeds, (known, status, t) =>
    {
        var expected = string.Join(" ", OracleStatus.LiveConditions(known, t).Order(StringComparer.Ordinal));
        var actual = string.Join(" ", status.Conditions.Select(one => $"{one.Statement}:{one.Blocking}").Order(StringComparer.Ordinal));
        if (expected != actual) return $"oracle: {expected}\nrules:  {actual}";
        return OracleStatus.State(known, t) == status.State ? null : $"oracle: {OracleStatus.State(known, t)}\nrules:  {status.State}";
    }));

    [Fact]
    public void The_next_meeting_is_the_first_to_come() => LawTests.Hold(Law.Histories.Seeds,
        Histories, seeds => Status(seeds, (known, status, t) =>
    {
        var expected = OracleStatus.NextMeetings(known, t);
        var isOne = status.NextMeeting is null ? expected.Count == 0 : expected.Contains(status.NextMeeting.Name);
        return isOne ? null : $"oracle: {string.Join(" or ", expected)}\nrules:  {status.NextMeeting?.Name}";
    }));

    private static string? Status(IReadOnlyList<Seed> seeds, Func<OracleKnown, NegotiationStatus, DateTimeOffset, string?> difference)
    {
        var history = Law.Histories.From(seeds).At(long.MaxValue);
        var known = new OracleKnown(history.Statements, history.Corrections, history.Head, Lens.Open, Flaw.None);
        var rules = KnownStatements.Of(history.Statements, history.Corrections, Lens.Open);
        foreach (var t in new OracleClock(known, Flaw.None).Turns)
        {
            if (difference(known, rules.StatusAt(new Negotiation { Name = World.Negotiation }, t), t) is { } found)
                return $"as of {t:O}\n{found}";
        }
        return null;
    }
}
