using Diplomacy.V1;

namespace DiplomacyApi.Client.Sentences;

/// <summary>What changed in a status.</summary>
public static partial class English
{
    /// <summary>A change of status: "NATO, proposals/enlargement: Outstanding → Promised, due 2022-01-28".</summary>
    public static string InEnglish(this StatusChange change, Func<string, string>? nameOf = null)
    {
        ArgumentNullException.ThrowIfNull(change);
        var names = nameOf ?? IdOf;
        var place = change.Item.Length > 0 ? $"{names(change.Subject)}/{change.Item}" : names(change.Subject);
        return $"{names(change.Debtor)}, {place}: {What(change, names)}{(DueWith(change) is { } due ? $", due {due.Text}" : "")}";
    }

    /// <summary>The resource names that the sentence looks up.</summary>
    public static IEnumerable<string> NamesIn(StatusChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Filled(change.Debtor, change.Subject, change.Creditor);
    }

    /// <summary>One side of a change: a name without spaces, such as NotAddressed, or a due's text; "none" for none.</summary>
    public static string ValueText(StatusValue? value) => value?.ValueCase switch
    {
        StatusValue.ValueOneofCase.State => value.State.ToString(),
        StatusValue.ValueOneofCase.Position => value.Position.ToString(),
        StatusValue.ValueOneofCase.Due => value.Due.Text,
        StatusValue.ValueOneofCase.DueState => value.DueState.ToString(),
        StatusValue.ValueOneofCase.Verdict => value.Verdict.ToString(),
        _ => None,
    };

    /// <summary>
    /// The due that a new state comes with: with PROMISED the one promised, else the one asked, which OUTSTANDING has too; null where there
    /// is none.
    /// </summary>
    public static PartialDate? DueWith(StatusChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return change is not { What: StatusChangeKind.State, After: { } after } ? null
            : after.State == ObligationState.Promised ? change.DuePromised ?? change.DueAsked
            : after.State == ObligationState.Outstanding ? change.DueAsked
            : null;
    }

    private static string What(StatusChange change, Func<string, string> names)
    {
        var moved = $"{ValueText(change.Before)} → {ValueText(change.After)}";
        return change.What switch
        {
            StatusChangeKind.State => moved,
            StatusChangeKind.SpokenPosition => $"spoken position {moved}",
            StatusChangeKind.FormalPosition => $"formal position {moved}",
            StatusChangeKind.DueAsked => $"due {moved}",
            StatusChangeKind.DuePromised => $"due promised {moved}",
            StatusChangeKind.Verdict => $"verdict of {names(change.Creditor)} {moved}",
            StatusChangeKind.Overdue => change.After is null ? $"is no longer {ValueText(change.Before)}" : $"is {ValueText(change.After)}",
            _ => $"{InWords(change.What)} {moved}",
        };
    }
}
