namespace DiplomacyApi.Domain.Obligations;

/// <summary>The number of the rules. A database built by other rules is rebuilt before it is served.</summary>
public static class RulesVersion
{
    /// <summary>The rules in this build. Raised whenever an answer changes, with the answers that change named in the changelog.</summary>
    public const int Current = 2;
}
