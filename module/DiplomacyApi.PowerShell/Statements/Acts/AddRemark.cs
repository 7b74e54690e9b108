using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Records anything else that was said. Unsure which act it is? Record a remark, and reclassify it later.</summary>
[Cmdlet(VerbsCommon.Add, "Remark", SupportsShouldProcess = true)]
[OutputType(typeof(StatusChange), typeof(Statement))]
public sealed class AddRemark : RecordingCmdlet
{
    /// <summary>The id of the statement it is about.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(StatementCompleter))]
    [Named(NameKind.Statement, MayBeEmpty = true)]
    public string? Subject { get; set; }

    /// <summary>Whether the remark confirms or denies the statement.</summary>
    [Parameter]
    [Choice<Stance>]
    public Stance Stance { get; set; }

    private protected override string What => "Record a remark";

    private protected override ActDraft Act() => new RemarkDraft(Subject, Stance);
}
