using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>What all reads of status share: the two clocks, and through which statements they look.</summary>
public abstract class StatusCmdlet : DatedCmdlet
{
    /// <summary>As publicly known on this date: only statements with a report published by then count.</summary>
    [Parameter, PartialDate]
    public string? PublishedBy { get; set; }

    /// <summary>Only statements on this word or better count, as if no others had been made.</summary>
    [Parameter]
    public Attribution MinBasis { get; set; }

    private protected override Clocks Clocks => base.Clocks with { PublishedBy = PublishedBy, MinBasis = MinBasis };
}
