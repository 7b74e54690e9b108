using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>A single write, which can carry an id of its own.</summary>
public abstract class WritingCmdlet : WhatIfCmdlet
{
    private readonly SortedDictionary<string, (long First, long Last)> _changed = new(StringComparer.Ordinal);

    /// <summary>An idempotency key. If the command is repeated with the same key, it is recorded only once. Default: a new key for each run.</summary>
    [Parameter]
    [Text(MayBeEmpty = true)]
    public string? RequestId { get; set; }

    private protected WriteOptions Options => new(IsWhatIf, RequestId);

    /// <summary>
    /// Writes, after the last write, what all of them changed in the state, the next meeting, the conditions and the warnings of their
    /// negotiations. These are derived at the time of reading, so that a long pipeline asks for them once.
    /// </summary>
    protected override void EndProcessing()
    {
        foreach (var (negotiation, (first, last)) in _changed) WriteObject(GetNegotiationChanges(negotiation, first, last), enumerateCollection: true);
    }

    /// <summary>What writes that are recorded changed in a negotiation itself. That this cannot be read is no error of theirs.</summary>
    private protected IReadOnlyList<StatusChange> GetNegotiationChanges(string negotiation, long first, long last)
    {
        IReadOnlyList<StatusChange> changes = [];
        ReportErrors(negotiation, () =>
        {
            try
            {
                changes = Engine.Negotiations.GetChangesAsync(negotiation, first, last, StopToken).GetAwaiter().GetResult();
            }
            catch (DiplomacyApiException unread)
            {
                WriteWarning($"Everything is recorded, but what it changed in {negotiation} itself could not be read: {unread.Message}");
            }
        });
        return changes;
    }

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
        {
            if (IsWhatIf)
            {
                WriteWhatIf(change.Change);
                continue;
            }
            WriteObject(change);
            if (change.NegotiationId.Length == 0 || change.Revision == 0) continue;
            var (first, last) = _changed.GetValueOrDefault(change.NegotiationId, (change.Revision, change.Revision));
            _changed[change.NegotiationId] = (Math.Min(first, change.Revision), Math.Max(last, change.Revision));
        }
    }
}
