namespace DiplomacyApi.PowerShell;

/// <summary>Which statements: one by its id, or those for which all holds that is set.</summary>
public sealed record StatementQuery
{
    /// <summary>The id of one; null: all that match.</summary>
    public string? Statement { get; init; }

    /// <summary>Only of this negotiation.</summary>
    public string? Negotiation { get; init; }

    /// <summary>Only by this speaker: an id or a name.</summary>
    public string? Speaker { get; init; }

    /// <summary>Only to this addressee: an id or a name.</summary>
    public string? Addressee { get; init; }

    /// <summary>Only those for which this actor answers: an id or a name.</summary>
    public string? Principal { get; init; }

    /// <summary>Only about this demand, promise or meeting.</summary>
    public string? Subject { get; init; }

    /// <summary>Only with these acts; empty: with all.</summary>
    public IReadOnlyList<ActKind> Acts { get; init; } = [];

    /// <summary>Only said within this date.</summary>
    public string? Said { get; init; }

    /// <summary>Only with these attributions; empty: with all.</summary>
    public IReadOnlyList<Attribution> Attributions { get; init; } = [];

    /// <summary>Only in this form; None: in all.</summary>
    public Form Form { get; init; }

    /// <summary>Only released like this; empty: in all ways.</summary>
    public IReadOnlyList<Release> Releases { get; init; } = [];

    /// <summary>Only with words in this language.</summary>
    public string? Language { get; init; }

    /// <summary>Only reported by this outlet.</summary>
    public string? Outlet { get; init; }

    /// <summary>Only recorded by this recorder.</summary>
    public string? Recorder { get; init; }

    /// <summary>Without those that were annulled or are duplicates.</summary>
    public bool StandingOnly { get; init; }

    /// <summary>Only recorded at this time or later.</summary>
    public DateTimeOffset? RecordedFrom { get; init; }

    /// <summary>Only recorded before this time.</summary>
    public DateTimeOffset? RecordedBefore { get; init; }
}
