using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Records a demand: a new one, one made again (-Restates), one that another actor joins (-Joins), or one that replaces another
/// (-Replaces).
/// </summary>
[Cmdlet(VerbsCommon.Add, "Demand", SupportsShouldProcess = true)]
[OutputType(typeof(StatusChange), typeof(Statement))]
public sealed class AddDemand : RecordingCmdlet
{
    private bool? _itemByItem;
    private bool? _inOwnName;
    private bool? _again;

    /// <summary>The title. Default: the summary.</summary>
    [Parameter]
    public Words? Title { get; set; }

    /// <summary>The id for the new demand. Default: made of the title, or chosen by the server if it is not in Latin letters.</summary>
    [Parameter]
    [Alias("DemandId")]
    [Text(MayBeEmpty = true)]
    public string? Id { get; set; }

    /// <summary>
    /// The items (articles) of the demand: @{ a = 'No enlargement'; b = 'Troops back' }, or ids alone. An [ordered] table keeps its order.
    /// </summary>
    [Parameter]
    public object? Item { get; set; }

    /// <summary>Who must answer. Default: the addressees.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor, Several = true, MayBeEmpty = true)]
    public string[]? Target { get; set; }

    /// <summary>How strongly the demand is made. An appeal obliges nobody to answer.</summary>
    [Parameter]
    [Choice<Force>]
    [Alias("Force")]
    public Force Strength { get; set; }

    /// <summary>The form in which an answer is asked for.</summary>
    [Parameter]
    [Choice<RequiredForm>]
    public RequiredForm RequiredForm { get; set; }

    /// <summary>Each item must be answered separately.</summary>
    [Parameter]
    public SwitchParameter ItemByItem { get => _itemByItem ?? false; set => _itemByItem = value; }

    /// <summary>Each target must answer in its own name; a joint answer does not count.</summary>
    [Parameter]
    public SwitchParameter InOwnName { get => _inOwnName ?? false; set => _inOwnName = value; }

    /// <summary>The date by which an answer is asked for.</summary>
    [Parameter, PartialDate]
    public string? Due { get; set; }

    /// <summary>The demand that is made again.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand, MayBeEmpty = true)]
    public string? Restates { get; set; }

    /// <summary>
    /// With -Restates: asks again for what was already answered, settled or withdrawn. Earlier promises, positions and verdicts then no
    /// longer count.
    /// </summary>
    [Parameter]
    public SwitchParameter Again { get => _again ?? false; set => _again = value; }

    /// <summary>
    /// Another actor's demand that the speaker supports. The answer is then owed to the speaker too. With -Item: for these items only.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand, MayBeEmpty = true)]
    public string? Joins { get; set; }

    /// <summary>The demand that this one replaces.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand, MayBeEmpty = true)]
    public string? Replaces { get; set; }

    private protected override string What => "Record a demand";

    private protected override ActDraft Act() => new DemandDraft
    {
        Id = Id,
        Title = Title,
        Items = ItemInput.OfDemand(Item),
        Targets = Target,
        Force = Strength,
        RequiredForm = RequiredForm,
        ItemByItem = _itemByItem,
        InOwnName = _inOwnName,
        Due = Due,
        Restates = Restates,
        Replaces = Replaces,
        Again = _again,
        Joins = Joins,
    };
}
