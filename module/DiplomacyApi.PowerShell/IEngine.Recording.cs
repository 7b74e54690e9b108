namespace DiplomacyApi.PowerShell;

/// <summary>What is recorded.</summary>
public partial interface IEngine
{
    Task<IReadOnlyList<StatusChange>> RecordAsync(StatementDraft draft, bool validateOnly, CancellationToken cancellationToken);
}
