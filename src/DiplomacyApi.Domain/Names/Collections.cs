namespace DiplomacyApi.Domain.Names;

/// <summary>The collections of resources: the first part of each resource name.</summary>
public static class Collections
{
    /// <summary>Actors: states, organisations, ministries, persons, media.</summary>
    public const string Actors = "actors";

    /// <summary>Corrections of statements, and of corrections.</summary>
    public const string Corrections = "corrections";

    /// <summary>Demands, each opened by a statement.</summary>
    public const string Demands = "demands";

    /// <summary>Meetings, each opened by the statement of a phase.</summary>
    public const string Meetings = "meetings";

    /// <summary>Negotiations.</summary>
    public const string Negotiations = "negotiations";

    /// <summary>Statements. A promise goes by the name of its statement.</summary>
    public const string Statements = "statements";
}
