namespace DiplomacyApi.PowerShell;

/// <summary>Somebody who has a name, or a word of it, that is given to another.</summary>
public sealed record Namesake(string Typed, string ActorId, string Name, bool IsWhole);
