namespace DiplomacyApi.PowerShell;

/// <summary>Somebody who says things, is addressed, or is spoken for.</summary>
public sealed class Actor
{
    /// <summary>The id of the actor.</summary>
    public string ActorId { get; init; } = "";

    /// <summary>The usual name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What kind of actor it is.</summary>
    public string Type { get; init; } = "";

    /// <summary>Its other names, separated by commas.</summary>
    public string Aliases { get; init; } = "";

    /// <summary>Its ids in other systems: "wikidata:Q159", separated by commas.</summary>
    public string ExternalIds { get; init; } = "";

    /// <summary>The bodies that it speaks for, by name, separated by commas.</summary>
    public string SpeaksFor { get; init; } = "";

    /// <summary>The bodies that it belongs to and does not speak for, by name, separated by commas.</summary>
    public string MemberOf { get; init; } = "";

    /// <summary>What it speaks for and belongs to, with roles and dates; Set-Actor -Affiliation takes them back.</summary>
    public Offices Offices { get; init; } = new([]);

    /// <summary>The id of the actor to use instead; empty if there is none.</summary>
    public string ReplacedBy { get; init; } = "";

    /// <summary>The revision of the log at which it was changed last.</summary>
    public long Revision { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
