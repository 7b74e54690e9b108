namespace DiplomacyApi.PowerShell;

/// <summary>A circle of live conditions: each of its actors withholds until another acts.</summary>
public sealed class Standoff
{
    public string Actors { get; init; } = "";
    public string ActorIds { get; init; } = "";
    public int ConditionCount { get; init; }

    /// <summary>The statements that make it.</summary>
    public string Conditions { get; init; } = "";
    public string AsOf { get; init; } = "";

    public override string ToString() => Actors;
}
