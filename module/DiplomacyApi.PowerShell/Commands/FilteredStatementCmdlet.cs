using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Which statements: the filters that lists, searches and watches share. All that are given must hold.</summary>
public abstract class FilteredStatementCmdlet : DiplomacyCmdlet
{
    /// <summary>Only of this negotiation.</summary>
    [Parameter(ParameterSetName = "List")]
    [Alias("NegotiationId")]
    [ArgumentCompleter(typeof(NegotiationCompleter))]
    [Named(NameKind.Negotiation)]
    public string? Negotiation { get; set; }

    /// <summary>Only by this speaker: an id or a name.</summary>
    [Parameter(ParameterSetName = "List")]
    [Alias("Speaker")]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor)]
    public string? By { get; set; }

    /// <summary>Only to this actor.</summary>
    [Parameter(ParameterSetName = "List")]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor)]
    public string? To { get; set; }

    /// <summary>Only those said for this body, by whomever.</summary>
    [Parameter(ParameterSetName = "List")]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor)]
    public string? OnBehalfOf { get; set; }

    /// <summary>Only those that make this demand, or act on it. For meetings and statements: meetings/…, statements/….</summary>
    [Parameter(ParameterSetName = "List")]
    [Alias("DemandId")]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand)]
    public string? Subject { get; set; }

    /// <summary>Only these acts.</summary>
    [Parameter(ParameterSetName = "List")]
    [Choice<ActKind>(Several = true)]
    public ActKind[] Act { get; set; } = [];

    /// <summary>Only said within this date or interval: 2022-01, 2022-01-17/...</summary>
    [Parameter(ParameterSetName = "List"), PartialDate]
    public string? Said { get; set; }

    /// <summary>Only on these words.</summary>
    [Parameter(ParameterSetName = "List")]
    [Choice<Attribution>(Several = true)]
    public Attribution[] Attribution { get; set; } = [];

    /// <summary>Only in this form.</summary>
    [Parameter(ParameterSetName = "List")]
    [Choice<Form>]
    public Form Form { get; set; }

    /// <summary>Only released in these ways.</summary>
    [Parameter(ParameterSetName = "List")]
    [Choice<Release>(Several = true)]
    public Release[] Release { get; set; } = [];

    /// <summary>Only with words in this language, such as en.</summary>
    [Parameter(ParameterSetName = "List")]
    [Text]
    public string? Language { get; set; }

    /// <summary>Only reported by this outlet: an id, or its plain name.</summary>
    [Parameter(ParameterSetName = "List")]
    [ArgumentCompleter(typeof(OutletCompleter))]
    [Named(NameKind.Actor)]
    public string? Outlet { get; set; }

    /// <summary>Only recorded by this recorder.</summary>
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
