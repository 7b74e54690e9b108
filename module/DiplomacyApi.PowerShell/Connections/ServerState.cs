namespace DiplomacyApi.PowerShell;

/// <summary>A server, and up to where its log reaches.</summary>
public sealed class ServerState
{
    public string Address { get; init; } = "";

    /// <summary>Whether something answers there. Where it is no DiplomacyApi server, <see cref="Problem"/> says so.</summary>
    public bool Reachable { get; init; }

    public string LogId { get; init; } = "";
    public long Revision { get; init; }
    public DateTimeOffset? RecordTime { get; init; }
    public int RulesVersion { get; init; }
    public string ServerVersion { get; init; } = "";

    /// <summary>Why the server cannot be used; empty where it can.</summary>
    public string Problem { get; init; } = "";
}
