using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets meetings in their latest phase, sorted by id.</summary>
[Cmdlet(VerbsCommon.Get, "Meeting", SupportsPaging = true)]
[OutputType(typeof(Meeting))]
public sealed class GetMeeting : StatusCmdlet
{
    /// <summary>Ids, or patterns that match an id or title (*geneva*). Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("MeetingId", "Meeting")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MeetingCompleter))]
    [Named(NameKind.Meeting, Several = true, Patterns = true)]
    public string[] Id { get; set; } = [];

    /// <summary>Only what belongs to this negotiation.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("NegotiationId")]
    [ArgumentCompleter(typeof(NegotiationCompleter))]
    [Named(NameKind.Negotiation)]
    public string? Negotiation { get; set; }

    /// <summary>Only meetings that are still to come on the as-of date.</summary>
    [Parameter]
    public SwitchParameter Upcoming { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var id in Id.Length > 0 ? Id : new string?[] { null })
        {
            var (found, bare) = (false, id?[(id.IndexOf('/', StringComparison.Ordinal) + 1)..]);
            var like = bare is null ? null : PatternOf(bare);
            ForEachRow(id, (engine, token) => engine.Negotiations.GetMeetingsAsync(Negotiation, Clocks, token), meeting =>
            {
                if (like is not null && !like.IsMatch(meeting.MeetingId) && !like.IsMatch(meeting.Title)) return true;
                found = true;
                return (Upcoming && meeting.Past) || Write(meeting);
            });
            if (!found && id is not null && !WildcardPattern.ContainsWildcardCharacters(id)) ReportErrors(id, () =>
                throw new DiplomacyApiException($"There is no meeting '{id}' at that point; look with Get-Meeting.", "UnknownMeeting",
                    ErrorCategory.ObjectNotFound));
        }
    }
}
