using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>What all reads of status share: the two clocks.</summary>
public abstract class StatusCmdlet : DiplomacyCmdlet
{
    /// <summary>As of the end of this date, in the world: 2022-01-18, 2021-12, a DateTime. Without it: now.</summary>
    [Parameter, PartialDate]
    public string? AsOf { get; set; }

    /// <summary>As known at this time. Without it: all that is recorded.</summary>
    [Parameter, Instant]
    public DateTimeOffset? KnownAt { get; set; }

    /// <summary>As known at this revision of the log.</summary>
    [Parameter, ValidateRange(0, long.MaxValue)]
    public long? KnownAtRevision { get; set; }

    /// <summary>As publicly known on this date: only statements with a report published by then count.</summary>
    [Parameter, PartialDate]
    public string? PublishedBy { get; set; }

    private protected Clocks Clocks => new(AsOf, KnownAt, KnownAtRevision, PublishedBy);
}
