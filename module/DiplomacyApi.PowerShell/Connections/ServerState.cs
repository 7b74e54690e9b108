namespace DiplomacyApi.PowerShell;

/// <summary>A server, and up to where its log reaches.</summary>
public sealed class ServerState
{
    /// <summary>The address of the server.</summary>
    public string Address { get; init; } = "";

    /// <summary>Whether something answers there. Where it is no DiplomacyApi server, <see cref="Problem"/> says so.</summary>
    public bool Reachable { get; init; }

    /// <summary>The id of the log.</summary>
    public string LogId { get; init; } = "";

    /// <summary>The revision of the last entry; 0 if there is none, or if the server cannot be used.</summary>
    public long Revision { get; init; }

    /// <summary>When the last entry was recorded, in UTC; null if there is none.</summary>
    public DateTimeOffset? RecordTime { get; init; }

    /// <summary>The version of the rules by which the server derives status.</summary>
    public int RulesVersion { get; init; }

    /// <summary>The version of the server.</summary>
    public string ServerVersion { get; init; } = "";

    /// <summary>Why the server cannot be used; empty where it can.</summary>
    public string Problem { get; init; } = "";
}
