using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>What mending and annulling share. They put out the statement before and after; with -WhatIf the server tells it, and records nothing.</summary>
public abstract class CorrectingCmdlet : WritingCmdlet
{
    /// <summary>The statement.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("StatementId")]
    [ArgumentCompleter(typeof(StatementCompleter))]
    [Named(NameKind.Statement)]
    public string Id { get; set; } = "";

    /// <summary>Why. Without it: an error; another act: reclassified.</summary>
    [Parameter]
    [Choice<CorrectionLabel>]
    public CorrectionLabel Label { get; set; }

    /// <summary>What was wrong, in your words.</summary>
    [Parameter]
    [Text(MayBeEmpty = true)]
    public string? Note { get; set; }

    /// <summary>The revision since which it must be unchanged. Without it: since it was read just now.</summary>
    [Parameter, ValidateRange(0, long.MaxValue)]
    public long? UnchangedSince { get; set; }

    private protected CorrectionNote CorrectionNote => new(Label, Note, UnchangedSince);

    private protected void Correct(string what, Func<IEngine, CancellationToken, Task<StatementCorrection>> call)
    {
        if (!Asks(Id, what) || Ask(Id, call) is not { } correction) return;
        if (!IsWhatIf)
        {
            correction.Add(correction.GetNegotiationIds().SelectMany(id => Moved(id, correction.Revision, correction.Revision)));
            WriteObject(correction);
        }
        else
            foreach (var line in correction.Changed.Concat(correction.StatusChanges.Select(change => change.Change))) Tell($"{correction.StatementId}: {line}");
    }
}
