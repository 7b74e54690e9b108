namespace DiplomacyApi.PowerShell;

/// <summary>The log and its head.</summary>
public partial interface IEngine
{
    Task<ServerState> GetServerAsync(CancellationToken cancellationToken);

    Task<Journal> GetJournalAsync(CancellationToken cancellationToken);
}
