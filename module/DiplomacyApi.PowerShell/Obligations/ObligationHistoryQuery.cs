namespace DiplomacyApi.PowerShell;

/// <summary>The history of which obligations.</summary>
/// <param name="Subject">A demand's id, or the name of a promise or meeting.</param>
/// <param name="Debtor">Only of this debtor; null: all.</param>
/// <param name="Item">Only of this item; null: all, empty: the whole.</param>
/// <param name="IncludeSuperseded">Also what was known at earlier revisions.</param>
public sealed record ObligationHistoryQuery(string Subject, string? Debtor, string? Item, bool IncludeSuperseded);
