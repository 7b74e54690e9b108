namespace DiplomacyApi.PowerShell;

/// <summary>Somebody who may be meant by a name.</summary>
public sealed class ActorCandidate
{
    public string ActorId { get; init; } = "";
    public string Name { get; init; } = "";
    public string Type { get; init; } = "";
    public string Matched { get; init; } = "";
    public string MatchKind { get; init; } = "";
}
