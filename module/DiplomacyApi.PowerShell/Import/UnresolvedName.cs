namespace DiplomacyApi.PowerShell;

/// <summary>
/// A name in an import that is no actor's, or several's. Put out as CSV, filled in with ids, and given as -ActorMap, a list of these says who
/// is meant.
/// </summary>
public sealed class UnresolvedName
{
    public string Name { get; init; } = "";

    /// <summary>Empty, to be filled in by whoever knows.</summary>
    public string ActorId { get; init; } = "";

    /// <summary>How often it was met.</summary>
    public int Rows { get; init; }
    public string FirstSource { get; init; } = "";
    public bool IsAmbiguous { get; init; }
    public string Candidates { get; init; } = "";

    public override string ToString() => Candidates.Length == 0 ? Name : $"{Name} ({(IsAmbiguous ? "one of" : "perhaps")} {Candidates})";

    /// <summary>The same, met once more.</summary>
    public UnresolvedName Again() => new()
    {
        Name = Name,
        ActorId = ActorId,
        Rows = Rows + 1,
        FirstSource = FirstSource,
        IsAmbiguous = IsAmbiguous,
        Candidates = Candidates,
    };
}
