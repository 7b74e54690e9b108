namespace DiplomacyApi.Domain.Validation;

/// <summary>What one field may hold.</summary>
internal sealed record FieldRule
{
    /// <summary>The collections whose resource names it holds; empty: it holds no name.</summary>
    public IReadOnlyList<string> Collections { get; init; } = [];
    public bool IsId { get; init; }
    public bool IsRequired { get; init; }
    public bool IsOutputOnly { get; init; }
    public bool IsDateText { get; init; }

    /// <summary>Words for people: not blank, and lines may end as on Windows and in HTML forms.</summary>
    public bool IsWords { get; init; }

    /// <summary>The code of a language.</summary>
    public bool IsLanguage { get; init; }
    public int CharactersMax { get; init; } = Limits.StringCharactersMax;
    public int CountMax { get; init; } = Limits.ListItemsMax;
}
