using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Which statements: the filters that lists, searches and watches share. All that are given must hold.</summary>
public abstract class FilteredStatementCmdlet : DiplomacyCmdlet
{
    /// <summary>Only what belongs to this negotiation.</summary>
    [Parameter(ParameterSetName = "List")]
    [Alias("NegotiationId")]
    [ArgumentCompleter(typeof(NegotiationCompleter))]
    [Named(NameKind.Negotiation)]
    public string? Negotiation { get; set; }

    /// <summary>Only statements by this speaker: an id or a name.</summary>
    [Parameter(ParameterSetName = "List")]
    [Alias("Speaker")]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor)]
    public string? By { get; set; }

    /// <summary>Only statements to this actor.</summary>
    [Parameter(ParameterSetName = "List")]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor)]
    public string? To { get; set; }

    /// <summary>Only statements made on behalf of this body, whoever spoke.</summary>
    [Parameter(ParameterSetName = "List")]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor)]
    public string? OnBehalfOf { get; set; }

    /// <summary>
    /// Only statements that made, or act on, this demand. For a meeting or a statement, write meetings/… or statements/….
    /// </summary>
    [Parameter(ParameterSetName = "List")]
    [Alias("DemandId")]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand)]
    public string? Subject { get; set; }

    /// <summary>Only these acts.</summary>
    [Parameter(ParameterSetName = "List")]
    [Choice<ActKind>(Several = true)]
    public ActKind[] Act { get; set; } = [];

    /// <summary>Only statements made within this date or interval: 2022-01, 2022-01-17/...</summary>
    [Parameter(ParameterSetName = "List"), PartialDate]
    public string? Said { get; set; }

    /// <summary>Only statements with these attributions.</summary>
    [Parameter(ParameterSetName = "List")]
    [Choice<Attribution>(Several = true)]
    public Attribution[] Attribution { get; set; } = [];

    /// <summary>Only statements in this form.</summary>
    [Parameter(ParameterSetName = "List")]
    [Choice<Form>]
    public Form Form { get; set; }

    /// <summary>Only statements that became known in these ways.</summary>
    [Parameter(ParameterSetName = "List")]
    [Choice<Release>(Several = true)]
    public Release[] Release { get; set; } = [];

    /// <summary>Only statements with text in this language, such as en.</summary>
    [Parameter(ParameterSetName = "List")]
    [Text]
    public string? Language { get; set; }

    /// <summary>Only statements reported by this outlet: an id or a name.</summary>
    [Parameter(ParameterSetName = "List")]
    [ArgumentCompleter(typeof(OutletCompleter))]
    [Named(NameKind.Actor)]
    public string? Outlet { get; set; }

    /// <summary>Only statements recorded by this person or service.</summary>
    [Parameter(ParameterSetName = "List")]
    [Text]
    public string? Recorder { get; set; }

    /// <summary>Only recorded at or after this time.</summary>
    [Parameter(ParameterSetName = "List"), Instant]
    public DateTimeOffset? RecordedFrom { get; set; }

    /// <summary>Only recorded before this time.</summary>
    [Parameter(ParameterSetName = "List"), Instant]
    public DateTimeOffset? RecordedBefore { get; set; }

    private protected StatementQuery Query => new()
    {
        Negotiation = Negotiation,
        Speaker = By,
        Addressee = To,
        Principal = OnBehalfOf,
        Subject = Subject,
        Acts = Act,
        Said = Said,
        Attributions = Attribution,
        Form = Form,
        Releases = Release,
        Language = Language,
        Outlet = Outlet,
        Recorder = Recorder,
        RecordedFrom = RecordedFrom,
        RecordedBefore = RecordedBefore,
    };
}
