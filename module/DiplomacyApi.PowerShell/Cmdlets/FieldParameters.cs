using System.Text.RegularExpressions;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Names the fields of the contract by the parameters that they were typed with: <c>statement.said.text</c> is <c>-Said</c>.
/// </summary>
internal static partial class FieldParameters
{
    // Where the parameter is neither the field's name nor that in the singular. What an act makes has the act's own name, and is typed as
    // -Id.
    private static readonly Dictionary<string, string> Parameters = new()
    {
        ["speaker"] = "By",
        ["addressees"] = "To",
        ["summaries"] = "Summary",
        ["quotation"] = "Quote",
        ["language_code"] = "Language",
        ["positions"] = "Item",
        ["conditions"] = "DependsOn",
        ["due_by"] = "DueBefore",
        ["query"] = "Text",
        ["demand"] = "Id",
        ["meeting"] = "Id",
    };

    // Parts of what was typed, and not typed by themselves.
    private static readonly HashSet<string> Parts = ["text", "id"];

    /// <summary>
    /// The innermost part of the field that the cmdlet has a parameter for, with a dash; the field itself where there is none.
    /// </summary>
    public static string Named(string field, ICollection<string> parameters) => Index().Replace(field, "").Split('.').AsEnumerable()
        .Reverse().Where(part => !Parts.Contains(part)).SelectMany(Candidates).FirstOrDefault(parameters.Contains) is { } parameter
            ? $"-{parameter}"
            : field;

    private static IEnumerable<string> Candidates(string part)
    {
        var name = string.Concat(part.Split('_').Select(word => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..]));
        yield return name;
        if (Parameters.TryGetValue(part, out var parameter)) yield return parameter;
        if (name.EndsWith('s')) yield return name[..^1];
    }

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Index();
}
