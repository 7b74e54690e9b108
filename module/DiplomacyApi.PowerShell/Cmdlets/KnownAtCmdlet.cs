using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>What all reads share: the record's clock.</summary>
public abstract class KnownAtCmdlet : DiplomacyCmdlet
{
    /// <summary>Show what was known at this time, or at the end of this day. Default: everything recorded so far.</summary>
    [Parameter, Instant(IsKnown = true)]
    public DateTimeOffset? KnownAt { get; set; }

    /// <summary>Show what was known at this revision of the log.</summary>
    [Parameter, ValidateRange(0, long.MaxValue)]
    public long? KnownAtRevision { get; set; }

    private protected virtual Clocks Clocks => Clocks.Known(KnownAt, KnownAtRevision);
}
