namespace DiplomacyApi.PowerShell;

/// <summary>Somebody who may be meant by a name.</summary>
public sealed class ActorCandidate
{
    /// <summary>The id of the actor.</summary>
    public string ActorId { get; init; } = "";

    /// <summary>The usual name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What kind of actor it is.</summary>
    public string Type { get; init; } = "";

    /// <summary>The name, alias or role that matched.</summary>
    public string Matched { get; init; } = "";

    /// <summary>How it matched: Id, ExternalId, DisplayName, Alias, Prefix or Role; a suggestion: Word or Near.</summary>
    public string MatchKind { get; init; } = "";
}
