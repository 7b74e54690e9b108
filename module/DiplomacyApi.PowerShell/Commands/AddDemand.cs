using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Records a demand, or one that is said again (-Restates), is joined by another author (-Joins) or takes the place of another (-Replaces).</summary>
[Cmdlet(VerbsCommon.Add, "Demand", SupportsShouldProcess = true)]
[OutputType(typeof(StatusChange), typeof(Statement))]
public sealed class AddDemand : RecordingCmdlet
{
    private bool? _itemByItem;
    private bool? _inOwnName;
    private bool? _again;

    /// <summary>What it is called. Without it: the summary.</summary>
    [Parameter]
    public Words? Title { get; set; }

    /// <summary>The id it is to have.</summary>
    [Parameter]
    [Alias("DemandId")]
    [Text(MayBeEmpty = true)]
    public string? Id { get; set; }

    /// <summary>Its articles: @{ a = 'No enlargement'; b = 'Troops back' }, or ids alone. An [ordered] table keeps its order.</summary>
    [Parameter]
    public object? Item { get; set; }

    /// <summary>Who is to answer. Without it: those it is said to.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor, Several = true, MayBeEmpty = true)]
    public string[]? Target { get; set; }

    /// <summary>How hard it is pressed. An appeal obliges nobody.</summary>
    [Parameter]
    [Choice<Force>]
    [Alias("Force")]
    public Force Strength { get; set; }

    /// <summary>The form in which it asks to be answered.</summary>
    [Parameter]
    [Choice<RequiredForm>]
    public RequiredForm RequiredForm { get; set; }

    /// <summary>Each item is to be answered by itself.</summary>
    [Parameter]
    public SwitchParameter ItemByItem { get => _itemByItem ?? false; set => _itemByItem = value; }

    /// <summary>Each target is to answer in its own name.</summary>
    [Parameter]
    public SwitchParameter InOwnName { get => _inOwnName ?? false; set => _inOwnName = value; }

    /// <summary>By when an answer is expected.</summary>
    [Parameter, PartialDate]
    public string? Due { get; set; }

    /// <summary>The demand that is said again.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand, MayBeEmpty = true)]
    public string? Restates { get; set; }

    /// <summary>With -Restates: asks again for what was answered, settled or withdrawn. Earlier promises, positions and verdicts no longer count.</summary>
    [Parameter]
    public SwitchParameter Again { get => _again ?? false; set => _again = value; }

    /// <summary>Another author's demand that is supported: whoever joins it is owed the answer too. With -Item: only these.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand, MayBeEmpty = true)]
    public string? Joins { get; set; }

    /// <summary>The demand that it takes the place of.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand, MayBeEmpty = true)]
    public string? Replaces { get; set; }

    private protected override string What => "Record a demand";

    private protected override ActDraft Act() => new DemandDraft
    {
        Id = Id,
        Title = Title,
        Items = Items.OfDemand(Item),
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
