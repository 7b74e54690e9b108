using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace DiplomacyApi.PowerShell;

/// <summary>Takes text. A table has none that anybody means: PowerShell itself would take the name of its type.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class TextAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether the parameter is a list.</summary>
    public bool Several { get; set; }

    /// <summary>Whether nothing may be given, to record nothing or to empty something. Of a filter it would be everything.</summary>
    public bool MayBeEmpty { get; set; }

    /// <summary>What to do where several are given, and one is taken.</summary>
    public string Instead { get; set; } = "";

    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var given = Choice.Bare(inputData);
        if (given is string or IDictionary or not IEnumerable) return Checked(given);
        var all = ((IEnumerable)given).Cast<object?>().Select(one => Checked(Choice.Bare(one))).ToArray();
        if (all.Length == 0 && !MayBeEmpty) throw Wrong(Missing);
        return Several ? all
            : all.Length == 1 ? all[0]
            : all.Length == 0 ? null
            : throw Wrong($"One value is needed, and {all.Length} were given.{(Instead.Length > 0 ? $" {Instead}" : "")}");
    }

    /// <summary>What to say where nothing is given.</summary>
    private protected virtual string Missing => "A text is missing; give one, or leave the parameter out.";

    /// <summary>The text of one value; refused where it has none.</summary>
    private protected virtual string Read(object given) => given switch
    {
        IDictionary => throw Wrong("A text is needed, and not a table."),
        PSObject => throw Wrong("A text is needed, and not an object; give one of its properties."),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => given.ToString()!,
    };

    private protected static ArgumentTransformationMetadataException Wrong(string message) => new(message);

    private string? Checked(object? given) =>
        given is null || (given is string text && string.IsNullOrWhiteSpace(text))
            ? MayBeEmpty ? given as string : throw Wrong(Missing)
            : Read(given);
}
