namespace DiplomacyApi.PowerShell;

/// <summary>Why a statement is corrected, and since which revision it must be unchanged; null: since it was read for this.</summary>
public sealed record CorrectionNote(CorrectionLabel Label, string? Note, long? UnchangedSince);
