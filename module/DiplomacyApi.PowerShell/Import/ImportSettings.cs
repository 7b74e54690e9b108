namespace DiplomacyApi.PowerShell;

/// <summary>How an import is carried out.</summary>
/// <param name="IsAtomic">All rows together or none; they are sent in one batch.</param>
/// <param name="IsDryRun">Nothing is recorded.</param>
/// <param name="ActorMap">Ids for names that the server does not know.</param>
/// <param name="IsUpdate">A row whose statement is there with other content corrects it.</param>
public sealed record ImportSettings(bool IsAtomic, bool IsDryRun, IReadOnlyDictionary<string, string> ActorMap, bool IsUpdate = false);
