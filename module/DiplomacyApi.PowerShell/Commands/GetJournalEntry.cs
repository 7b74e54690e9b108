using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets entries of the journal: those at some revisions, or those that fit, the last recorded first.</summary>
[Cmdlet(VerbsCommon.Get, "JournalEntry", DefaultParameterSetName = "List", SupportsPaging = true)]
[OutputType(typeof(JournalEntry))]
public sealed class GetJournalEntry : DiplomacyCmdlet
{
    /// <summary>The entries' revisions.</summary>
    [Parameter(ParameterSetName = "Revision", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, long.MaxValue)]
    public long[] Revision { get; set; } = [];

    /// <summary>Also the bytes: salt, payload, and what stands in the place of what was erased.</summary>
    [Parameter(ParameterSetName = "Revision")]
    public SwitchParameter Raw { get; set; }

    /// <summary>Only entries that record these.</summary>
    [Parameter(ParameterSetName = "List")]
    [Choice<JournalEntryKind>(Several = true)]
    public JournalEntryKind[] Kind { get; set; } = [];

    /// <summary>Only entries that record or change the statement, actor or negotiation of this id, its corrections included. Where several have it: statements/…, actors/….</summary>
    [Parameter(ParameterSetName = "List")]
    [Text]
    public string? Id { get; set; }

    /// <summary>Only entries by this recorder.</summary>
    [Parameter(ParameterSetName = "List")]
    [Text]
    public string? Recorder { get; set; }

    /// <summary>Only recorded at or after this time.</summary>
    [Parameter(ParameterSetName = "List"), Instant]
    public DateTimeOffset? RecordedFrom { get; set; }

    /// <summary>Only recorded before this time.</summary>
    [Parameter(ParameterSetName = "List"), Instant]
    public DateTimeOffset? RecordedBefore { get; set; }

    /// <summary>Only entries that were erased.</summary>
    [Parameter(ParameterSetName = "List")]
    public SwitchParameter Erased { get; set; }

    /// <summary>As known at this time, or at the end of this day. Without it: all that is recorded.</summary>
    [Parameter(ParameterSetName = "List"), Instant(IsKnown = true)]
    public DateTimeOffset? KnownAt { get; set; }

    /// <summary>As known at this revision of the log.</summary>
    [Parameter(ParameterSetName = "List"), ValidateRange(0, long.MaxValue)]
    public long? KnownAtRevision { get; set; }

    private JournalEntryQuery Query => new()
    {
        Kinds = Kind,
        Id = Id,
        Recorder = Recorder,
        RecordedFrom = RecordedFrom,
        RecordedBefore = RecordedBefore,
        Erased = Erased,
    };

    protected override void ProcessRecord()
    {
        if (Revision.Length == 0) WriteAll(null, (engine, token) => engine.GetJournalEntriesAsync(Query, Clocks.Known(KnownAt, KnownAtRevision), token));
        foreach (var revision in Revision)
            if (Ask(revision, (engine, token) => engine.GetJournalEntryAsync(revision, Raw, token)) is { } entry && !Write(entry)) return;
    }
}
