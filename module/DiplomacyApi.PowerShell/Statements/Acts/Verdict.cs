namespace DiplomacyApi.PowerShell;

/// <summary>A creditor's judgement. MoreTime is none: it gives a new due.</summary>
public enum Verdict : long { None, Satisfied, Insufficient, MoreTime }
