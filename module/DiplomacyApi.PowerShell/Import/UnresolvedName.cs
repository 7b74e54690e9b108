namespace DiplomacyApi.PowerShell;

/// <summary>
/// A name in an import that is no actor's, or several's. Put out as CSV, filled in with ids, and given as -ActorMap, a list of these says
/// who is meant.
/// </summary>
public sealed class UnresolvedName
{
    /// <summary>The name, as it stands in the rows.</summary>
    public string Name { get; init; } = "";

    /// <summary>Empty, to be filled in by whoever knows.</summary>
    public string ActorId { get; init; } = "";

    /// <summary>How often it was met.</summary>
    public int Rows { get; init; }

    /// <summary>The row that has it first: "talks.csv line 12".</summary>
    public string FirstSource { get; init; } = "";

    /// <summary>Whether several actors have it.</summary>
    public bool IsAmbiguous { get; init; }

    /// <summary>Who may be meant: ids with the names that matched, separated by commas.</summary>
    public string Candidates { get; init; } = "";

    /// <inheritdoc />
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
