using Diplomacy.V1;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.Domain.Rules;

/// <summary>What differs between two states of one obligation, in the words of the contract.</summary>
public static class StatusChanges
{
    private static readonly EnumDescriptor States = ObligationReflection.Descriptor.FindTypeByName<EnumDescriptor>(nameof(ObligationState));
    private static readonly EnumDescriptor DueStates = ObligationReflection.Descriptor.FindTypeByName<EnumDescriptor>(nameof(DueState));
    private static readonly EnumDescriptor Verdicts = ActReflection.Descriptor.FindTypeByName<EnumDescriptor>(nameof(Verdict));
    private static readonly EnumDescriptor Positions = ActReflection.Descriptor.FindTypeByName<EnumDescriptor>(nameof(Disposition));

    /// <summary>
    /// One change for each thing that differs; the cause and the position are the caller's to fill. Null: there is no such obligation.
    /// Due states are compared as far as they are filled.
    /// </summary>
    public static IEnumerable<StatusChange> Between(Obligation? from, Obligation? to)
    {
        var either = to ?? from;
        if (either is null) yield break;
        foreach (var (what, creditor, before, after) in Differences(from, to).Concat(Judged(from, to)))
        {
            if (before == after) continue;
            yield return new StatusChange
            {
                Subject = either.Subject,
                Item = either.Item,
                Debtor = either.Debtor,
                What = what,
                Creditor = creditor,
                From = before,
                To = after,
                Due = what == StatusChangeKind.State && to is { State: ObligationState.Promised, Promises.Count: > 0 } ? to.Promises[^1].Due : null,
                Kind = either.Kind,
                Creditors = { either.Creditors },
                Negotiation = either.Negotiation,
                State = to?.State ?? default,
                DueState = to?.DueState ?? default,
                DueKinds = { to?.DueKinds ?? [] },
            };
        }
    }

    /// <summary>That one of the dues passed, with nothing said.</summary>
    public static StatusChange Passed(Obligation owed, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(owed);
        // At its very end it is still due; past it, overdue.
        var (before, after) = (DueStanding.Of([owed], at), DueStanding.Of([owed], at.AddTicks(1)));
        return new StatusChange
        {
            Subject = owed.Subject,
            Item = owed.Item,
            Debtor = owed.Debtor,
            What = StatusChangeKind.Overdue,
            From = Word(DueStates, (int)before.State),
            To = Word(DueStates, (int)after.State),
            ByClock = true,
            Kind = owed.Kind,
            Creditors = { owed.Creditors },
            Negotiation = owed.Negotiation,
            State = owed.State,
            DueState = after.State,
            DueKinds = { after.Kinds },
        };
    }

    private static (StatusChangeKind What, string Creditor, string From, string To)[] Differences(Obligation? from, Obligation? to) =>
    [
        (StatusChangeKind.State, "", Word(States, (int)(from?.State ?? 0)), Word(States, (int)(to?.State ?? 0))),
        (StatusChangeKind.SpokenPosition, "", Word(Positions, (int)(from?.SpokenPosition ?? 0)), Word(Positions, (int)(to?.SpokenPosition ?? 0))),
        (StatusChangeKind.FormalPosition, "", Word(Positions, (int)(from?.FormalPosition ?? 0)), Word(Positions, (int)(to?.FormalPosition ?? 0))),
        (StatusChangeKind.DueAsked, "", from?.Due?.Text ?? "", to?.Due?.Text ?? ""),
        (StatusChangeKind.DuePromised, "", from?.DuePromised?.Text ?? "", to?.DuePromised?.Text ?? ""),
        (StatusChangeKind.Overdue, "", Word(DueStates, (int)(from?.DueState ?? 0)), Word(DueStates, (int)(to?.DueState ?? 0))),
    ];

    /// <summary>The verdicts that differ, by creditor.</summary>
    private static IEnumerable<(StatusChangeKind What, string Creditor, string From, string To)> Judged(Obligation? from, Obligation? to)
    {
        var (before, after) = (VerdictsOf(from), VerdictsOf(to));
        return before.Keys.Union(after.Keys).Order(StringComparer.Ordinal).Select(creditor => (StatusChangeKind.Verdict, creditor,
            Word(Verdicts, (int)before.GetValueOrDefault(creditor)), Word(Verdicts, (int)after.GetValueOrDefault(creditor))));
    }

    private static Dictionary<string, Verdict> VerdictsOf(Obligation? obligation) =>
        obligation?.Verdicts.ToDictionary(verdict => verdict.Creditor, verdict => verdict.Verdict, StringComparer.Ordinal) ?? [];

    /// <summary>The name of a value as the contract writes it, without the prefix of its type; empty for none.</summary>
    private static string Word(EnumDescriptor type, int value)
    {
        if (value == 0) return "";
        var prefix = type.FindValueByNumber(0).Name[..^"UNSPECIFIED".Length];
        return type.FindValueByNumber(value)?.Name[prefix.Length..] ?? value.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
