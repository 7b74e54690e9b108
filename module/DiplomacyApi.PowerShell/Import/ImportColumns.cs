using System.Collections;
using System.Management.Automation;
using System.Reflection;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>The columns of an act's rows, as its cmdlet has them, with examples.</summary>
internal static class ImportColumns
{
    // From the founding case; what is missing here is left empty in a template.
    private static readonly Dictionary<string, string> Examples = new(StringComparer.Ordinal)
    {
        ["By"] = "russia",
        ["To"] = "NATO; United States",
        ["Said"] = "2022-01-18",
        ["Summary"] = "What was said, in your words",
        ["Form"] = "Written",
        ["Negotiation"] = "european-security-2022",
        ["Demand"] = "security-guarantees-2021",
        ["Position"] = "Rejected",
        ["Verdict"] = "Insufficient",
        ["Phase"] = "Proposed",
        ["Step"] = "Suspended",
        ["Published"] = "2022-01-19",
        ["Outlet"] = "The Moscow Times",
        ["Language"] = "en",
        ["Demand.Title"] = "Security guarantees",
        ["Demand.Item"] = "no-enlargement = No enlargement; troops-back = Troops back",
        ["Demand.Due"] = "2022-01-25",
        ["Promise.Due"] = "2022-01-23",
        ["Meeting.Title"] = "Talks in Geneva",
        ["Meeting.Date"] = "2022-01-21",
        ["Withdrawal.Demand"] = "security-guarantees-2021",
    };

    public static IEnumerable<ImportColumn> Of(string act) =>
    [
        new ImportColumn { Act = act, Column = ActBinder.ActKey, Holds = string.Join(", ", ActBinder.Acts), Example = act },
        .. ActBinder.Columns(act).Select(property => new ImportColumn
        {
            Act = act,
            Column = property.Name,
            Aliases = string.Join(", ", property.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []),
            Holds = Holds(property),
            Example = Examples.GetValueOrDefault($"{act}.{property.Name}", Examples.GetValueOrDefault(property.Name, "")),
        }),
    ];

    /// <summary>A file with these columns and one row.</summary>
    public static string Csv(string act)
    {
        var columns = Of(act).ToList();
        return $"{Line(columns.Select(column => column.Column))}\n{Line(columns.Select(column => column.Example))}\n";
    }

    private static string Line(IEnumerable<string> cells) =>
        string.Join(',', cells.Select(cell => cell.Contains(',', StringComparison.Ordinal) ? $"\"{cell}\"" : cell));

    private static string Holds(PropertyInfo property) => property.PropertyType switch
    {
        { IsEnum: true } type => string.Join(", ", Enum.GetNames(type).Except(["None", "Mixed"])),
        var type when type == typeof(SwitchParameter) => "true, or empty",
        var type when type == typeof(string[]) => "a list: a; b",
        var type when type == typeof(object) || type == typeof(IDictionary) => "pairs: id = value; id = value, or JSON",
        var type when type == typeof(object[]) => "JSON",
        _ when property.IsDefined(typeof(PartialDateAttribute)) => "a date: 2022-01-18, 2021-12, 2022-01-17/2022-01-23",
        var type when type == typeof(Words) => "text, or JSON by language",
        _ => "text",
    };
}
