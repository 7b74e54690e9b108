namespace DiplomacyApi.PowerShell.Engine;

/// <summary>What is recorded.</summary>
public sealed partial class GrpcEngine
{
    public Task<IReadOnlyList<StatusChange>> RecordAsync(StatementDraft draft, bool validateOnly, CancellationToken cancellationToken) =>
        Failures.Told(() => new Recording(_client, _actors, _rows).RecordAsync(draft, validateOnly, cancellationToken));
}
