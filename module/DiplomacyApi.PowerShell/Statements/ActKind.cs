namespace DiplomacyApi.PowerShell;

/// <summary>Which act a statement carries.</summary>
public enum ActKind : long
{
    /// <summary>Not stated.</summary>
    None,

    /// <summary>A demand.</summary>
    Demand,

    /// <summary>A promise.</summary>
    Promise,

    /// <summary>A response.</summary>
    Response,

    /// <summary>An assessment.</summary>
    Assessment,

    /// <summary>A fulfillment.</summary>
    Fulfillment,

    /// <summary>A withdrawal.</summary>
    Withdrawal,

    /// <summary>A condition.</summary>
    Condition,

    /// <summary>A warning.</summary>
    Warning,

    /// <summary>A phase of a meeting.</summary>
    Meeting,

    /// <summary>A step of a negotiation.</summary>
    NegotiationStep,

    /// <summary>A remark.</summary>
    Remark,
}
