using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets entries of the journal: by revision, or by filters with the latest first.</summary>
[Cmdlet(VerbsCommon.Get, "JournalEntry", DefaultParameterSetName = "List", SupportsPaging = true)]
[OutputType(typeof(JournalEntry))]
public sealed class GetJournalEntry : DiplomacyCmdlet
{
    /// <summary>The revisions of the entries.</summary>
    [Parameter(ParameterSetName = "Revision", Mandatory = true, Position = 0, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, long.MaxValue)]
    public long[] Revision { get; set; } = [];

    /// <summary>Include the bytes: the salt, the payload, and what replaces an erased payload.</summary>
    [Parameter(ParameterSetName = "Revision")]
    public SwitchParameter Raw { get; set; }

    /// <summary>Only entries of these kinds.</summary>
    [Parameter(ParameterSetName = "List")]
    [Choice<JournalEntryKind>(Several = true)]
    public JournalEntryKind[] Kind { get; set; } = [];

    /// <summary>
    /// Only entries that record or change the statement, actor or negotiation with this id, including corrections. If several things have
    /// the id, write statements/… or actors/….
    /// </summary>
    [Parameter(ParameterSetName = "List")]
    [Text]
    public string? Id { get; set; }

    /// <summary>Only entries recorded by this person or service.</summary>
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

    /// <summary>Show what was known at this time, or at the end of this day. Default: everything recorded so far.</summary>
    [Parameter(ParameterSetName = "List"), Instant(IsKnown = true)]
    public DateTimeOffset? KnownAt { get; set; }

    /// <summary>Show what was known at this revision of the log.</summary>
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

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Revision.Length == 0)
            WriteRows(null, (engine, token) => engine.Journal.GetEntriesAsync(Query, Clocks.Known(KnownAt, KnownAtRevision), token));
        foreach (var revision in Revision)
            if (Call(revision, (engine, token) => engine.Journal.GetEntryAsync(revision, Raw, token)) is { } entry && !Write(entry)) return;
    }
}
