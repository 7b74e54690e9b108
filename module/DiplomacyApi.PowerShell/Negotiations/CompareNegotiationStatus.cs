using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Shows what changed in a negotiation: from one date to another, or between what was known of a date earlier and what is known
/// now.
/// </summary>
[Cmdlet(VerbsData.Compare, "NegotiationStatus")]
[OutputType(typeof(StatusChange))]
public sealed class CompareNegotiationStatus : DiplomacyCmdlet
{
    /// <summary>The negotiation's id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("NegotiationId", "Negotiation")]
    [ArgumentCompleter(typeof(NegotiationCompleter))]
    [Named(NameKind.Negotiation, Several = true)]
    public string[] Id { get; set; } = [];

    /// <summary>The earlier date to compare (its end). Default: the date of -To.</summary>
    [Parameter(Position = 1), PartialDate]
    public string? From { get; set; }

    /// <summary>The later date to compare (its end). Default: now.</summary>
    [Parameter(Position = 2), PartialDate]
    public string? To { get; set; }

    /// <summary>For the earlier date: what was known at this time. Default: everything recorded so far.</summary>
    [Parameter, Instant(IsKnown = true)]
    public DateTimeOffset? FromKnownAt { get; set; }

    /// <summary>For the earlier date: what was known at this revision.</summary>
    [Parameter, ValidateRange(0, long.MaxValue)]
    public long? FromKnownAtRevision { get; set; }

    /// <summary>For the later date: what was known at this time. Default: everything recorded so far.</summary>
    [Parameter, Instant(IsKnown = true)]
    public DateTimeOffset? KnownAt { get; set; }

    /// <summary>For the later date: what was known at this revision.</summary>
    [Parameter, ValidateRange(0, long.MaxValue)]
    public long? KnownAtRevision { get; set; }

    /// <summary>Count only statements published by this date, on both sides of the comparison.</summary>
    [Parameter, PartialDate]
    public string? PublishedBy { get; set; }

    /// <summary>Count only statements with this attribution or a stronger one, on both sides of the comparison.</summary>
    [Parameter]
    [Choice<Attribution>]
    public Attribution MinBasis { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (From is null && FromKnownAt is null && FromKnownAtRevision is null)
            ThrowError("Say what to compare with: -From a date, or -FromKnownAt a time, or -FromKnownAtRevision.", "Required",
                ErrorCategory.InvalidArgument, null);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var from = new Clocks(From ?? To, FromKnownAt, FromKnownAtRevision, PublishedBy) { MinBasis = MinBasis };
        var to = new Clocks(To, KnownAt, KnownAtRevision, PublishedBy) { MinBasis = MinBasis };
        foreach (var id in Id)
            if (Call(id, (engine, token) => engine.Negotiations.CompareStatusAsync(id, from, to, token)) is { } changes)
                WriteObject(changes, enumerateCollection: true);
    }
}
