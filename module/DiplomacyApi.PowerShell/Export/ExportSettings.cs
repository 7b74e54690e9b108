namespace DiplomacyApi.PowerShell;

/// <summary>What is written out.</summary>
public sealed record ExportSettings
{
    /// <summary>How the file is written.</summary>
    public FileFormat Format { get; init; }

    /// <summary>Only of this negotiation.</summary>
    public string? Negotiation { get; init; }

    /// <summary>Only by this speaker: an id or a name.</summary>
    public string? Speaker { get; init; }

    /// <summary>Only about this demand, promise or meeting.</summary>
    public string? Subject { get; init; }

    /// <summary>Only said within this date.</summary>
    public string? Said { get; init; }

    /// <summary>The point at which the statements are read.</summary>
    public required Clocks Clocks { get; init; }

    /// <summary>Begin with the actors and negotiations that are named.</summary>
    public bool IncludeNamed { get; init; }

    /// <summary>The columns of each act's rows.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Columns { get; init; }
}
