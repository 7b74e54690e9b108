namespace DiplomacyApi.PowerShell;

/// <summary>What an update finds: a row that is new, one whose content changed, one that is as it was, and a statement whose row is gone.</summary>
public enum ImportChangeKind : long { None, New, Changed, Same, Gone }
