using Diplomacy.V1;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.Domain.Rules;

/// <summary>What differs between two states of one obligation, in the words of the contract.</summary>
public static class StatusChanges
{
    private static readonly EnumDescriptor States = ObligationReflection.Descriptor.FindTypeByName<EnumDescriptor>(nameof(ObligationState));
    private static readonly EnumDescriptor DueStates = ObligationReflection.Descriptor.FindTypeByName<EnumDescriptor>(nameof(DueState));
    private static readonly EnumDescriptor Positions = ActReflection.Descriptor.FindTypeByName<EnumDescriptor>(nameof(Disposition));

    /// <summary>
    /// One change for each thing that differs; the cause and the position are the caller's to fill. Null: there is no such obligation.
    /// Due states are compared as far as they are filled.
    /// </summary>
    public static IEnumerable<StatusChange> Between(Obligation? from, Obligation? to)
    {
        var either = to ?? from;
        if (either is null) yield break;
        foreach (var (what, before, after) in Differences(from, to))
        {
            if (before == after) continue;
            yield return new StatusChange
            {
                Subject = either.Subject,
                Item = either.Item,
                Debtor = either.Debtor,
                What = what,
                From = before,
                To = after,
                Due = what == StatusChangeKind.State && to is { State: ObligationState.Promised, Promises.Count: > 0 } ? to.Promises[^1].Due : null,
                Kind = either.Kind,
                Creditors = { either.Creditors },
                Negotiation = either.Negotiation,
                State = to?.State ?? default,
                DueState = to?.DueState ?? default,
            };
        }
    }

    /// <summary>That a due passed, with nothing said.</summary>
    public static StatusChange Passed(Obligation owed)
    {
        ArgumentNullException.ThrowIfNull(owed);
        return new StatusChange
        {
            Subject = owed.Subject,
            Item = owed.Item,
            Debtor = owed.Debtor,
            What = StatusChangeKind.Overdue,
            From = Word(DueStates, (int)DueState.Due),
            To = Word(DueStates, (int)DueState.Overdue),
            ByClock = true,
            Kind = owed.Kind,
            Creditors = { owed.Creditors },
            Negotiation = owed.Negotiation,
            State = owed.State,
            DueState = DueState.Overdue,
        };
    }

    private static (StatusChangeKind What, string From, string To)[] Differences(Obligation? from, Obligation? to) =>
    [
        (StatusChangeKind.State, Word(States, (int)(from?.State ?? 0)), Word(States, (int)(to?.State ?? 0))),
        (StatusChangeKind.SpokenPosition, Word(Positions, (int)(from?.SpokenPosition ?? 0)), Word(Positions, (int)(to?.SpokenPosition ?? 0))),
        (StatusChangeKind.FormalPosition, Word(Positions, (int)(from?.FormalPosition ?? 0)), Word(Positions, (int)(to?.FormalPosition ?? 0))),
        (StatusChangeKind.DueAsked, from?.Due?.Text ?? "", to?.Due?.Text ?? ""),
        (StatusChangeKind.Overdue, Word(DueStates, (int)(from?.DueState ?? 0)), Word(DueStates, (int)(to?.DueState ?? 0))),
    ];

    /// <summary>The name of a value as the contract writes it, without the prefix of its type; empty for none.</summary>
    private static string Word(EnumDescriptor type, int value)
    {
        if (value == 0) return "";
        var prefix = type.FindValueByNumber(0).Name[..^"UNSPECIFIED".Length];
        return type.FindValueByNumber(value)?.Name[prefix.Length..] ?? value.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
