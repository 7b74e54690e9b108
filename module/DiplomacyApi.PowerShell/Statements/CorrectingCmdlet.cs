using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// What correcting and annulling share. Both return the statement before and after; with -WhatIf the server works it out and records
/// nothing.
/// </summary>
public abstract class CorrectingCmdlet : WritingCmdlet
{
    /// <summary>The id of the statement.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("StatementId")]
    [ArgumentCompleter(typeof(StatementCompleter))]
    [Named(NameKind.Statement)]
    public string Id { get; set; } = "";

    /// <summary>The kind of correction. Default: Error, or Reclassified if the act changes.</summary>
    [Parameter]
    [Choice<CorrectionLabel>]
    public CorrectionLabel Label { get; set; }

    /// <summary>What was wrong, in your words.</summary>
    [Parameter]
    [Text(MayBeEmpty = true)]
    public string? Note { get; set; }

    /// <summary>
    /// Refuse the change if the record was changed after this revision. Default: the revision at which the cmdlet itself has just read it.
    /// </summary>
    [Parameter, ValidateRange(0, long.MaxValue)]
    public long? UnchangedSince { get; set; }

    private protected CorrectionNote CorrectionNote => new(Label, Note, UnchangedSince);

    /// <summary>
    /// The statement as a question shows it; its id alone if it cannot be read, as the correction then fails with the reason.
    /// </summary>
    private string Shown()
    {
        try
        {
            return Engine.Statements.DescribeAsync(Id, StopToken).GetAwaiter().GetResult();
        }
        catch (DiplomacyApiException)
        {
            return Id;
        }
    }

    private protected void Correct(string what, Func<IEngine, CancellationToken, Task<StatementCorrection>> call)
    {
        if (!ShouldSend(MayPrompt ? Shown() : Id, what) || Call(Id, call) is not { } correction) return;
        foreach (var warning in correction.GetWarnings()) WriteWarning(warning);
        if (!IsWhatIf) WriteObject(correction);
        else
            foreach (var line in correction.Changed.Concat(correction.StatusChanges.Select(change => change.Change)))
                WriteWhatIf($"{correction.StatementId}: {line}");
    }
}
