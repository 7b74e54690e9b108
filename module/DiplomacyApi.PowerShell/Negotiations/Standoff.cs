namespace DiplomacyApi.PowerShell;

/// <summary>A circle of live conditions: each of its actors withholds until another acts.</summary>
public sealed class Standoff
{
    /// <summary>Who waits for each other, by name, separated by commas.</summary>
    public string Actors { get; init; } = "";

    /// <summary>Who waits for each other, by id, separated by commas.</summary>
    public string ActorIds { get; init; } = "";

    /// <summary>The number of conditions that make it.</summary>
    public int ConditionCount { get; init; }

    /// <summary>The statements that make it.</summary>
    public string Conditions { get; init; } = "";

    /// <summary>The as-of date of the read: at the end of this date. Empty: now.</summary>
    public string AsOf { get; init; } = "";

    /// <inheritdoc />
    public override string ToString() => Actors;
}
