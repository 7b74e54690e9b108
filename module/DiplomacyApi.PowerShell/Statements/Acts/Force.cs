namespace DiplomacyApi.PowerShell;

/// <summary>How hard a demand is pressed.</summary>
public enum Force : long
{
    /// <summary>Not stated.</summary>
    None,

    /// <summary>Obliges nobody.</summary>
    Appeal,

    /// <summary>A request.</summary>
    Request,

    /// <summary>A demand.</summary>
    Demand,

    /// <summary>A demand with a threat and a date.</summary>
    Ultimatum,
}
