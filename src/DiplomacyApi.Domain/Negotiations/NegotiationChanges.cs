using Diplomacy.V1;
using Google.Protobuf;

namespace DiplomacyApi.Domain.Negotiations;

/// <summary>What differs between two statuses of a negotiation, besides its obligations.</summary>
public static class NegotiationChanges
{
    /// <summary>
    /// The differences, in the order of the kinds and then of the second status, what is gone last. Null: the negotiation was not known
    /// then. The cause is what the statuses tell of it: empty where they do not.
    /// </summary>
    public static IEnumerable<NegotiationChange> Between(NegotiationStatus? before, NegotiationStatus after)
    {
        ArgumentNullException.ThrowIfNull(after);
        before ??= new NegotiationStatus();
        return [
            .. State(before, after),
            .. Of(NegotiationChangeKind.WaitingOn, before.WaitingOn, after.WaitingOn, one => $"{one.Subject} {one.Debtor}",
                IsSame, _ => "", one => new() { WaitingOn = one }),
            .. NextMeeting(before.NextMeeting, after.NextMeeting),
            .. Of(NegotiationChangeKind.Condition, before.Conditions, after.Conditions, one => one.Statement,
                Equals, one => one.Statement, one => new() { Condition = one }),
            .. Of(NegotiationChangeKind.Warning, before.Warnings, after.Warnings, one => one.Statement,
                Equals, one => one.Statement, one => new() { Warning = one }),
            .. Of(NegotiationChangeKind.Standoff, before.Standoffs, after.Standoffs, one => string.Join(' ', one.Actors),
                Equals, _ => "", one => new() { Standoff = one })];
    }

    private static IEnumerable<NegotiationChange> State(NegotiationStatus before, NegotiationStatus after)
    {
        if (before.State == after.State) yield break;
        yield return new NegotiationChange
        {
            What = NegotiationChangeKind.State,
            Before = before.State == NegotiationState.Unspecified ? null : new() { State = before.State },
            After = after.State == NegotiationState.Unspecified ? null : new() { State = after.State },
            Decision = after.StateDecision,
            Cause = after.StateDecision?.Statements.LastOrDefault() ?? "",
        };
    }

    private static IEnumerable<NegotiationChange> NextMeeting(Meeting? before, Meeting? after)
    {
        if (before is null ? after is null : after is not null && IsSame(before, after)) yield break;
        yield return new NegotiationChange
        {
            What = NegotiationChangeKind.NextMeeting,
            Before = before is null ? null : new() { NextMeeting = before },
            After = after is null ? null : new() { NextMeeting = after },
            Cause = after?.Statements.LastOrDefault() ?? "",
        };
    }

    private static IEnumerable<NegotiationChange> Of<T>(
        NegotiationChangeKind what, IEnumerable<T> before, IEnumerable<T> after,
        Func<T, string> key, Func<T, T, bool> isSame, Func<T, string> cause, Func<T, NegotiationValue> value)
        where T : class, IMessage
    {
        var (was, then) = (before.ToDictionary(key, StringComparer.Ordinal), after.ToDictionary(key, StringComparer.Ordinal));
        foreach (var (name, one) in then)
            if (was.GetValueOrDefault(name) is not { } earlier) yield return new() { What = what, After = value(one), Cause = cause(one) };
            else if (!isSame(earlier, one)) yield return new() { What = what, Before = value(earlier), After = value(one) };
        foreach (var (name, one) in was)
            if (!then.ContainsKey(name)) yield return new() { What = what, Before = value(one) };
    }

    /// <summary>
    /// Whether the same wait for the same, and it blocks the same. How far it has come, and by when, is told of each obligation.
    /// </summary>
    private static bool IsSame(WaitingOn one, WaitingOn other) =>
        one.Kind == other.Kind && one.Creditors.Equals(other.Creditors) && one.Blocks.Equals(other.Blocks);

    /// <summary>Whether it is the same meeting, at the same place and time, as sure as before.</summary>
    private static bool IsSame(Meeting one, Meeting other) => one.Name == other.Name && one.Phase == other.Phase
        && Equals(one.Date, other.Date)
        && one.Places.Equals(other.Places) && one.Titles.Equals(other.Titles) && one.PhaseDecision?.Basis == other.PhaseDecision?.Basis;
}
