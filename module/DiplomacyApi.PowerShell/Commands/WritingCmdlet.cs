using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>A single write, which can carry an id of its own.</summary>
public abstract class WritingCmdlet : WhatIfCmdlet
{
    /// <summary>An id for this write: the same write sent again under it is recorded once. Without it: a new one for each try.</summary>
    [Parameter]
    public string? RequestId { get; set; }

    private protected WriteGuards Guards => new(IsWhatIf, RequestId);

    /// <summary>Puts out what changed; what would change is told to the host.</summary>
    private protected void Tell(IReadOnlyList<StatusChange>? changes)
    {
        if (!IsWhatIf) WriteObject(changes ?? [], enumerateCollection: true);
        else
            foreach (var change in changes ?? []) Tell(change.Change);
    }
}
