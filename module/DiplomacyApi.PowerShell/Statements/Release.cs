namespace DiplomacyApi.PowerShell;

/// <summary>How a statement became known.</summary>
public enum Release : long
{
    /// <summary>Not stated.</summary>
    None,

    /// <summary>Known to the parties only.</summary>
    Private,

    /// <summary>Made public by its author.</summary>
    Public,

    /// <summary>Made public against its author's will. Never a delivery.</summary>
    Leaked,
}
