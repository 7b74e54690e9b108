namespace DiplomacyApi.PowerShell;

/// <summary>A server, and up to where its log reaches.</summary>
public sealed class ServerState
{
    public string Address { get; init; } = "";
    public bool Reachable { get; init; }
    public string LogId { get; init; } = "";
    public long Revision { get; init; }
    public DateTimeOffset? RecordTime { get; init; }
    public int RulesVersion { get; init; }
    public string ServerVersion { get; init; } = "";
    public string Problem { get; init; } = "";
}
