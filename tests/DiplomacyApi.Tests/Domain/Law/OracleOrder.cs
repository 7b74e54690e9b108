using Diplomacy.V1;
using static DiplomacyApi.Tests.Domain.Law.OracleTexts;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>The order in which statements are folded: by date, then by revision, but after what they rest on.</summary>
internal static class OracleOrder
{
    public static List<Said> Of(IEnumerable<Said> said, Flaw flaw)
    {
        var order = new List<Said>();
        var left = said.OrderBy(one => Place(one, flaw)).ThenBy(one => one.Statement.Revision).ToList();
        var before = left.ToDictionary(one => one.Name, one => Before(one, left, flaw));
        while (left.Count > 0)
        {
            var next = left.FirstOrDefault(one => !before[one.Name].Any(left.Contains)) ?? left[0];
            left.Remove(next);
            order.Add(next);
        }
        return order;
    }

    /// <summary>Its earliest, save that what ends a meeting on a date vaguer than a day has its place at the end of that date.</summary>
    public static DateTimeOffset Place(Said one, Flaw flaw)
    {
        if (flaw == Flaw.OrderByRevision) return DateTimeOffset.MinValue;
        if (flaw == Flaw.OrderBySeen) return one.Seen;
        var said = Read(one.Statement.Said.Text);
        var ends = one.Statement.Meeting?.Phase is MeetingPhase.Held or MeetingPhase.Cancelled;
        return ends && said.Latest - said.Earliest > TimeSpan.FromDays(1) && flaw != Flaw.VagueEndingByEarliest
            ? said.Latest
            : said.Earliest;
    }

    /// <summary>What must come before a statement: what opens that on which it acts, and what it replies to on the same subject.</summary>
    private static List<Said> Before(Said one, List<Said> all, Flaw flaw)
    {
        var before = new List<Said>();
        foreach (var name in flaw == Flaw.OrderIgnoresOpening ? [] : ActsOn(one.Statement))
        {
            before.AddRange(all.Where(other => other.Name == name || MadeDemand(other.Statement) == name));
            before.AddRange(all.Where(other => PhaseOf(other.Statement) == name).Take(1));
        }
        var replied = all.FirstOrDefault(other => other.Name == one.Statement.InReplyTo);
        if (replied is not null && flaw != Flaw.OrderIgnoresReply && Touches(one.Statement).Overlaps(Touches(replied.Statement)))
            before.Add(replied);
        return before.Where(other => other.Name != one.Name).ToList();
    }
}
