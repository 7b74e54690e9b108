using System.Globalization;
using Diplomacy.V1;
using static DiplomacyApi.Tests.Domain.Law.OracleTexts;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>What the passing of time makes of what is owed: where its dues stand and since when, what was missed, what came late.</summary>
internal sealed class OracleClock(OracleKnown known, Flaw flaw)
{
    private readonly Dictionary<DateTimeOffset, IReadOnlyList<OracleObligation>> _at = [];
    private readonly OracleKnown _known = known;
    private readonly List<DateTimeOffset> _seen = known.All.Select(one => one.Seen).Distinct().Order().ToList();

    /// <summary>Every instant from which something may be otherwise than just before.</summary>
    public IReadOnlyList<DateTimeOffset> Turns { get; } = known.All.Select(one => one.Seen)
        .Concat(known.All.SelectMany(one => Dues(one.Statement)).SelectMany(due => new[] { Begins(due, flaw), Read(due).Latest })
            .Where(bound => bound < DateTimeOffset.MaxValue).Select(bound => bound.AddTicks(1)))
        .Distinct().Order().ToList();

    /// <summary>A line for each obligation as of an instant.</summary>
    public IEnumerable<string> Lines(DateTimeOffset t) => At(t).Select(one => Line(
        one.Subject, one.Item, one.Debtor, Due(one, t).State, Due(one, t).Kinds, Since(one, t),
        one.Promised.Where(promise => IsMissed(one, promise, t)).Select(promise => promise.Name), IsLate(one)))
        .Order(StringComparer.Ordinal);

    public static string Line(string subject, string item, string debtor, DueState due, IEnumerable<DueKind> kinds, DateTimeOffset? since,
        IEnumerable<string> missed, bool isLate) =>
        $"{subject} {item} {debtor}: {due} by [{string.Join(' ', kinds.Order())}] since {since?.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss}, missed [{Answer.Joined(missed)}]{(isLate ? ", late" : "")}";

    private static IEnumerable<string> Dues(Statement statement) =>
        new[] { statement.Demand?.Due, statement.Promise?.Due, statement.Assessment?.Due, statement.Meeting?.Date }
            .OfType<PartialDate>().Select(due => due.Text);

    /// <summary>What is seen at an instant is what was seen at the last instant at which anything was.</summary>
    private IReadOnlyList<OracleObligation> At(DateTimeOffset t)
    {
        var last = _seen.LastOrDefault(seen => seen <= t);
        return _at.TryGetValue(last, out var owed)
            ? owed
            : _at[last] = last == default ? [] : OracleFold.Obligations(Oracle.View(_known, last, flaw), flaw);
    }

    private OracleObligation? Same(OracleObligation one, DateTimeOffset t) =>
        At(t).FirstOrDefault(other => (other.Subject, other.Item, other.Debtor) == (one.Subject, one.Item, one.Debtor));

    private (DueState State, List<DueKind> Kinds) Due(OracleObligation? one, DateTimeOffset t)
    {
        if (one is null || !one.IsOwed) return (DueState.Unspecified, []);
        var dues = new List<(DueKind Kind, DueState State)> { (DueKind.Asked, Stands(one.DueAsked, t)) };
        if (flaw != Flaw.PromisedDueIgnored) dues.Add((DueKind.Promised, Stands(one.DuePromised, t)));
        var state = dues.Max(due => due.State);
        return (state, state == DueState.Unspecified ? [] : dues.Where(due => due.State == state).Select(due => due.Kind).ToList());
    }

    private DueState Stands(string due, DateTimeOffset t)
    {
        if (due.Length == 0) return DueState.Unspecified;
        if (t > Read(due).Latest) return DueState.Overdue;
        return t > Begins(due, flaw) ? DueState.Due : DueState.Unspecified;
    }

    /// <summary>A due begins with its date; one that is an instant, with the day it lies in where it was written.</summary>
    private static DateTimeOffset Begins(string due, Flaw flaw)
    {
        if (!due.Contains('T', StringComparison.Ordinal) || due.Contains('/', StringComparison.Ordinal)
                || flaw == Flaw.InstantDueOnlyWhileItLasts)
            return Read(due).Earliest;
        var instant = DateTimeOffset.Parse(due, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return new DateTimeOffset(instant.Date, instant.Offset);
    }

    private DateTimeOffset? Since(OracleObligation one, DateTimeOffset t)
    {
        var (state, _) = Due(one, t);
        if (state == DueState.Unspecified) return null;
        var since = t;
        foreach (var turn in Turns.Where(turn => turn <= t).Reverse())
        {
            since = turn;
            var before = turn.AddTicks(-1);
            if (Due(Same(one, before), before).State != state) break;
        }
        return since;
    }

    /// <summary>What it was promised for was owed at the end of its due, or when the promise was seen if that is later.</summary>
    private bool IsMissed(OracleObligation one, Said promise, DateTimeOffset t)
    {
        if (promise.Statement.Promise.Due is not { } due) return false;
        var end = Read(due.Text).Latest;
        if (t < promise.Seen || t < end || (t == end && flaw != Flaw.MissedOnItsDay)) return false;
        var then = Same(one, end > promise.Seen ? end : promise.Seen);
        if (then is null || !then.IsOwed) return false;
        // What was asked for again is not what was promised.
        return flaw == Flaw.MissedThoughAskedAgain || !then.Promised.Contains(promise) || then.PromisedSinceAsked.Contains(promise);
    }

    /// <summary>It had been overdue by what was asked, as that stood then, before what counts was delivered.</summary>
    private bool IsLate(OracleObligation one)
    {
        if (one.DeliveredBy is not { } delivery) return false;
        if (flaw == Flaw.LateByTheDueOfNow) return one.DueAsked.Length > 0 && Read(one.DueAsked).Latest < delivery.Seen;
        return Turns.Where(turn => turn < delivery.Seen).Any(turn =>
            Same(one, turn) is { IsOwed: true } then && then.OpenedBy == one.OpenedBy && Stands(then.DueAsked, turn) == DueState.Overdue);
    }
}
