namespace DiplomacyApi.PowerShell;

/// <summary>The form in which an answer is asked for.</summary>
public enum RequiredForm : long
{
    /// <summary>Not stated.</summary>
    None,

    /// <summary>Any form.</summary>
    Any,

    /// <summary>In writing, addressed to the creditor.</summary>
    Written,
}
