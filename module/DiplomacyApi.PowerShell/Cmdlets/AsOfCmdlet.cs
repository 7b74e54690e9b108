using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>What the reads share that depend on a date: both clocks.</summary>
public abstract class AsOfCmdlet : KnownAtCmdlet
{
    /// <summary>
    /// How things stood at the end of this date: 2022-01-18, 2021-12, a DateTime. Default: the date of the row that is piped in, or now.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true), PartialDate]
    public string? AsOf { get; set; }

    private protected override Clocks Clocks => base.Clocks with { AsOf = AsOf };
}
