using Diplomacy.V1;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>Changes of status.</summary>
internal sealed partial class Rows
{
    public async Task<StatusChange> OfAsync(Diplomacy.V1.StatusChange change, string statement, CancellationToken token)
    {
        var debtor = await actors.NameAsync(change.Debtor, token).ConfigureAwait(false);
        var subject = Ids.Bare(change.Subject);
        var due = change.Due.Text();
        var what = change.What switch
        {
            StatusChangeKind.SpokenPosition => "spoken position ",
            StatusChangeKind.FormalPosition => "formal position ",
            StatusChangeKind.Due => "due ",
            _ => "",
        };
        return new StatusChange
        {
            StatementId = Ids.Bare(statement),
            Change = $"{debtor}, {(change.Item.Length > 0 ? $"{subject}/{change.Item}" : subject)}: {what}{Word(change.From)} → {Word(change.To)}{(due.Length > 0 ? $", due {due}" : "")}",
            DemandId = subject,
            Item = change.Item,
            Debtor = debtor,
            DebtorId = Ids.Bare(change.Debtor),
            What = change.What.ToString(),
            From = Word(change.From),
            To = Word(change.To),
            Due = due,
            Revision = change.LogPosition?.Revision ?? 0,
        };
    }

    /// <summary>OUTSTANDING as Outstanding; a date as it is; nothing as "none".</summary>
    private static string Word(string value) => value.Length == 0 ? "none"
        : char.IsAsciiLetterUpper(value[0]) ? string.Concat(value.Split('_').Select(part => part[..1] + part[1..].ToLowerInvariant()))
        : value;
}
