namespace DiplomacyApi.PowerShell;

/// <summary>Why a row was not recorded.</summary>
public sealed record ImportProblem(ImportRow Row, DiplomacyApiException Problem, bool IsUnresolved)
{
    /// <summary>It is not known which statement the row stands for.</summary>
    public bool IsUnread { get; init; }
}
