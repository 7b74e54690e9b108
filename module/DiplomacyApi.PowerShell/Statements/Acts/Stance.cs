namespace DiplomacyApi.PowerShell;

/// <summary>What a remark does to the statement it is about.</summary>
public enum Stance : long
{
    /// <summary>Not stated.</summary>
    None,

    /// <summary>Confirms it: its basis becomes OnRecord.</summary>
    Confirms,

    /// <summary>Denies it: ends the effect of a statement that is not OnRecord or Readout.</summary>
    Denies,
}
