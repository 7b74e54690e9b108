using System.Collections;
using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Records a demand, or one that is said again (-Restates) or takes the place of another (-Replaces).</summary>
[Cmdlet(VerbsCommon.Add, "Demand", SupportsShouldProcess = true)]
[OutputType(typeof(StatusChange))]
public sealed class AddDemand : RecordingCmdlet
{
    /// <summary>What it is called. Without it: the summary.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>The id it is to have.</summary>
    [Parameter]
    [Alias("DemandId")]
    public string? Id { get; set; }

    /// <summary>Its articles: @{ a = 'No enlargement'; b = 'Troops back' }, or ids alone.</summary>
    [Parameter]
    public object? Item { get; set; }

    /// <summary>Who is to answer. Without it: those it is said to.</summary>
    [Parameter]
    public string[] Target { get; set; } = [];

    /// <summary>How hard it is pressed. An appeal obliges nobody.</summary>
    [Parameter]
    public Force Force { get; set; }

    /// <summary>The form in which it asks to be answered.</summary>
    [Parameter]
    public RequiredForm RequiredForm { get; set; }

    /// <summary>Each item is to be answered by itself.</summary>
    [Parameter]
    public SwitchParameter ItemByItem { get; set; }

    /// <summary>Each target is to answer in its own name.</summary>
    [Parameter]
    public SwitchParameter InOwnName { get; set; }

    /// <summary>By when an answer is expected.</summary>
    [Parameter, PartialDate]
    public string? Due { get; set; }

    /// <summary>The demand that is said again.</summary>
    [Parameter]
    public string? Restates { get; set; }

    /// <summary>The demand that it takes the place of.</summary>
    [Parameter]
    public string? Replaces { get; set; }

    protected override void ProcessRecord() => Record("Record a demand", new DemandDraft(
        Id, Title ?? (Restates is null ? Summary : null), Items(), Target, Force, RequiredForm, ItemByItem, InOwnName, Due, Restates, Replaces));

    private Dictionary<string, string> Items()
    {
        var items = new Dictionary<string, string>(StringComparer.Ordinal);
        var given = Item is PSObject wrapped ? wrapped.BaseObject : Item;
        if (given is IDictionary titled) foreach (DictionaryEntry entry in titled) items[entry.Key.ToString()!] = entry.Value?.ToString() ?? "";
        else if (given is string one) items[one] = one;
        else if (given is IEnumerable ids) foreach (var id in ids) items[id.ToString()!] = id.ToString()!;
        return items;
    }
}
