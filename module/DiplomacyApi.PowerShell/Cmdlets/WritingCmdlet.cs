using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>A single write, which can carry an id of its own.</summary>
public abstract class WritingCmdlet : WhatIfCmdlet
{
    /// <summary>
    /// An idempotency key. If the command is repeated with the same key, it is recorded only once. Default: a new key for each run.
    /// </summary>
    [Parameter]
    [Text(MayBeEmpty = true)]
    public string? RequestId { get; set; }

    private protected WriteOptions Options => new(IsWhatIf, RequestId);

    /// <summary>To record statements: what they change is asked for with them, where it is shown.</summary>
    private protected WriteOptions RecordingOptions(bool isPassedThrough) => Options with { ReturnChanges = IsWhatIf || !isPassedThrough };

    /// <summary>Writes what changed, or the statements themselves; in a dry run, shows what would change. Writes the warnings.</summary>
    private protected void WriteResult(RecordingResult? recorded, bool isPassedThrough)
    {
        foreach (var warning in recorded?.Warnings ?? []) WriteWarning(warning);
        if (isPassedThrough && !IsWhatIf)
        {
            WriteObject(recorded?.Statements, enumerateCollection: true);
            return;
        }
        foreach (var change in recorded?.Changes ?? [])
            if (IsWhatIf) WriteWhatIf(change.Change);
            else WriteObject(change);
    }
}
