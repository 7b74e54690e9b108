using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Shows what differs in a negotiation between two points of the two clocks: from one date to another, or what is known now of a date and
/// was not known then.
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

    /// <summary>As of the end of this date: the first point. Without it: as -To.</summary>
    [Parameter(Position = 1), PartialDate]
    public string? From { get; set; }

    /// <summary>As of the end of this date: the second point. Without it: now.</summary>
    [Parameter(Position = 2), PartialDate]
    public string? To { get; set; }

    /// <summary>The first point as it was known at this time. Without it: all that is recorded.</summary>
    [Parameter, Instant(IsKnown = true)]
    public DateTimeOffset? FromKnownAt { get; set; }

    /// <summary>The first point as it was known at this revision.</summary>
    [Parameter, ValidateRange(0, long.MaxValue)]
    public long? FromKnownAtRevision { get; set; }

    /// <summary>The second point as it was known at this time. Without it: all that is recorded.</summary>
    [Parameter, Instant(IsKnown = true)]
    public DateTimeOffset? KnownAt { get; set; }

    /// <summary>The second point as it was known at this revision.</summary>
    [Parameter, ValidateRange(0, long.MaxValue)]
    public long? KnownAtRevision { get; set; }

    /// <summary>As publicly known on this date, at both points.</summary>
    [Parameter, PartialDate]
    public string? PublishedBy { get; set; }

    /// <summary>Only statements on this word or better count, at both points.</summary>
    [Parameter]
    [Choice<Attribution>]
    public Attribution MinBasis { get; set; }

    protected override void BeginProcessing()
    {
        if (From is null && FromKnownAt is null && FromKnownAtRevision is null)
            Fail("Say what to compare with: -From a date, or -FromKnownAt a time, or -FromKnownAtRevision.", "Required", ErrorCategory.InvalidArgument, null);
    }

    protected override void ProcessRecord()
    {
        var from = new Clocks(From ?? To, FromKnownAt, FromKnownAtRevision, PublishedBy) { MinBasis = MinBasis };
        var to = new Clocks(To, KnownAt, KnownAtRevision, PublishedBy) { MinBasis = MinBasis };
        foreach (var id in Id)
            if (Ask(id, (engine, token) => engine.CompareAsync(id, from, to, token)) is { } changes)
                WriteObject(changes, enumerateCollection: true);
    }
}
