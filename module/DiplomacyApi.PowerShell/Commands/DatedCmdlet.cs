using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>What the reads share that depend on a date: both clocks.</summary>
public abstract class DatedCmdlet : KnownCmdlet
{
    /// <summary>As of the end of this date, in the world: 2022-01-18, 2021-12, a DateTime. Without it: that of a row that is piped in, or now.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), PartialDate]
    public string? AsOf { get; set; }

    private protected override Clocks Clocks => base.Clocks with { AsOf = AsOf };
}
