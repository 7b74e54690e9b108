namespace DiplomacyApi.PowerShell;

/// <summary>What is written out.</summary>
public sealed record ExportSettings
{
    public FileFormat Format { get; init; }
    public string? Negotiation { get; init; }
    public string? Speaker { get; init; }
    public string? Subject { get; init; }
    public string? Said { get; init; }
    public required Clocks Clocks { get; init; }

    /// <summary>Begin with the actors and negotiations that are named.</summary>
    public bool IncludeNamed { get; init; }

    /// <summary>The columns of each act's rows.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Columns { get; init; }
}
