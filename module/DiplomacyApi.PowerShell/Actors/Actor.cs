namespace DiplomacyApi.PowerShell;

/// <summary>Somebody who says things, is addressed, or is spoken for.</summary>
public sealed class Actor
{
    public string ActorId { get; init; } = "";
    public string Name { get; init; } = "";
    public string Type { get; init; } = "";
    public string Aliases { get; init; } = "";
    public string ExternalIds { get; init; } = "";
    public string SpeaksFor { get; init; } = "";
    public string MemberOf { get; init; } = "";

    /// <summary>What it speaks for and belongs to, with roles and dates; Set-Actor -Affiliation takes them back.</summary>
    public Offices Offices { get; init; } = new([]);
    public string ReplacedBy { get; init; } = "";
    public long Revision { get; init; }

    public override string ToString() => Name;
}
