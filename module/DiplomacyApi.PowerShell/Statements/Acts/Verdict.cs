namespace DiplomacyApi.PowerShell;

/// <summary>A creditor's judgement. MoreTime is none: it gives a new due.</summary>
public enum Verdict : long
{
    /// <summary>Not stated.</summary>
    None,

    /// <summary>The matter is settled.</summary>
    Satisfied,

    /// <summary>It is not enough.</summary>
    Insufficient,

    /// <summary>More time is given, up to the assessment's due date: not a verdict on the answer.</summary>
    MoreTime,
}
