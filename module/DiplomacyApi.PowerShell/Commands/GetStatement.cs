using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets statements: one by its id, or those that fit, the last recorded first.</summary>
[Cmdlet(VerbsCommon.Get, "Statement", DefaultParameterSetName = "List")]
[OutputType(typeof(Statement))]
public sealed class GetStatement : StatusCmdlet
{
    /// <summary>The statement's id.</summary>
    [Parameter(ParameterSetName = "Id", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("StatementId")]
    public string[] Id { get; set; } = [];

    /// <summary>Only of this negotiation.</summary>
    [Parameter(ParameterSetName = "List")]
    [Alias("NegotiationId")]
    public string? Negotiation { get; set; }

    /// <summary>Only by this speaker.</summary>
    [Parameter(ParameterSetName = "List")]
    public string? By { get; set; }

    /// <summary>Only those that make this demand or meeting, or act on it.</summary>
    [Parameter(ParameterSetName = "List")]
    [Alias("DemandId")]
    public string? Subject { get; set; }

    protected override void ProcessRecord()
    {
        if (Id.Length == 0) WriteAll(null, (engine, token) => engine.GetStatementsAsync(new StatementQuery(null, Negotiation, By, Subject), Clocks, token));
        foreach (var id in Id) WriteAll(id, (engine, token) => engine.GetStatementsAsync(new StatementQuery(id, null, null, null), Clocks, token));
    }
}
