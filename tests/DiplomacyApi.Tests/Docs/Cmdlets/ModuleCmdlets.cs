using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DiplomacyApi.Tests.Module.Hosts;

namespace DiplomacyApi.Tests.Docs.Cmdlets;

/// <summary>The cmdlets that the built module exports, as PowerShell sees them.</summary>
internal static partial class ModuleCmdlets
{
    // The parameters that PowerShell itself adds.
    private static readonly Dictionary<string, string> Added = new(StringComparer.Ordinal)
    {
        ["WhatIf"] = "Show what would change, without changing anything. Where something would be recorded, the server checks it first.",
        ["Confirm"] = "Ask for confirmation before changing anything.",
        ["First"] = "Return at most this many rows.",
        ["Skip"] = "Skip this many rows first.",
        ["IncludeTotalCount"] = "Return first that the total count is unknown: the server would have to read all rows to count them.",
    };

    private static readonly string[] Foremost = ["By", "To", "Said", "Form", "Debtor", "Creditor"];

    private static readonly Lazy<IReadOnlyList<CmdletInfo>> Exported = new(Import);

    private static readonly Lazy<Dictionary<string, string>> Comments = new(() => XDocument
        .Load(Repository.At("artifacts", "bin", "DiplomacyApi.PowerShell", new DirectoryInfo(AppContext.BaseDirectory).Name,
            "DiplomacyApi.PowerShell.xml"))
        .Descendants("member").ToDictionary(
            member => member.Attribute("name")!.Value, member => Space().Replace(member.Element("summary")?.Value ?? "", " ").Trim(),
            StringComparer.Ordinal));

    public static IReadOnlyList<CmdletInfo> All => Exported.Value;

    public static IReadOnlyList<CmdletHelp> Help() => [.. All.Select(HelpOf)];

    public static CmdletHelp HelpOf(CmdletInfo cmdlet)
    {
        var sets = cmdlet.ParameterSets.OrderByDescending(set => set.IsDefault).ThenBy(set => set.Name, StringComparer.Ordinal)
            .Select(set =>
                new HelpParameterSet(set.Name, set.IsDefault, Syntax(cmdlet, set),
                    [.. ByUse(cmdlet, Own(set)).Select(parameter => Of(cmdlet, [parameter]))])).ToList();
        var inSets = cmdlet.ParameterSets.SelectMany(Own).ToLookup(parameter => parameter.Name, StringComparer.Ordinal);
        var parameters = ByUse(cmdlet, inSets.Select(parameter => parameter.First()))
            .Select(parameter => Of(cmdlet, [.. inSets[parameter.Name]])).ToList();
        var sentences = SentenceEnd().Split(CommentOf($"T:{cmdlet.ImplementingType.FullName}"), 2);
        return new(cmdlet.Name, new(sentences[0], sentences.Length > 1 ? sentences[1] : ""), HelpPage.Of(cmdlet.Name), sets, parameters,
            OutputsOf(cmdlet));
    }

    public static IReadOnlyList<string> OutputsOf(CmdletInfo cmdlet) =>
        [.. cmdlet.ImplementingType.GetCustomAttributes<OutputTypeAttribute>()
            .SelectMany(output => output.Type).Select(type => type.Name).Distinct()];

    /// <summary>The parameters of a set that are the cmdlet's own, by position and then by name.</summary>
    public static IEnumerable<CommandParameterInfo> Own(CommandParameterSetInfo set) => set.Parameters
        .Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name))
        .OrderBy(parameter => parameter.Position == int.MinValue ? int.MaxValue : parameter.Position)
        .ThenBy(parameter => !parameter.IsMandatory)
        .ThenBy(parameter => Added.ContainsKey(parameter.Name)).ThenBy(parameter => parameter.Name, StringComparer.Ordinal);

    /// <summary>
    /// In the order in which they are thought of: by position, who and when first, then what the cmdlet adds, then what it shares
    /// with others, and last what PowerShell adds.
    /// </summary>
    private static IEnumerable<CommandParameterInfo> ByUse(CmdletInfo cmdlet, IEnumerable<CommandParameterInfo> parameters) => parameters
        .OrderBy(parameter => Added.ContainsKey(parameter.Name))
        .ThenBy(parameter => parameter.Position == int.MinValue ? int.MaxValue : parameter.Position)
        .ThenBy(parameter => !parameter.IsMandatory)
        .ThenBy(parameter => Array.IndexOf(Foremost, parameter.Name) is >= 0 and var place ? place : int.MaxValue)
        .ThenBy(parameter => Distance(cmdlet.ImplementingType, parameter.Name))
        .ThenBy(parameter => cmdlet.ImplementingType.GetProperty(parameter.Name)?.MetadataToken);

    /// <summary>How many classes lie between a cmdlet and the one that has the parameter.</summary>
    private static int Distance(Type cmdlet, string parameter)
    {
        var distance = 0;
        for (var owner = cmdlet.GetProperty(parameter)?.DeclaringType; owner is not null && cmdlet != owner; cmdlet = cmdlet.BaseType!)
            distance++;
        return distance;
    }

    private static HelpParameter Of(CmdletInfo cmdlet, IReadOnlyList<CommandParameterInfo> inSets)
    {
        var one = inSets[0];
        var property = cmdlet.ImplementingType.GetProperty(one.Name);
        return new(one.Name, one.ParameterType,
            Added.TryGetValue(one.Name, out var text) ? text : CommentOf($"P:{property?.DeclaringType!.FullName}.{one.Name}"),
            inSets.All(parameter => parameter.IsMandatory) && inSets.Count == cmdlet.ParameterSets.Count,
            inSets.Max(parameter => parameter.Position) is >= 0 and var position ? position : null,
            Pipeline(inSets), [.. one.Aliases], property is null ? "" : DefaultOf(cmdlet, property),
            property?.IsDefined(typeof(SupportsWildcardsAttribute)) ?? false);
    }

    private static string Pipeline(IReadOnlyList<CommandParameterInfo> inSets) => string.Join(", ", new[]
    {
        inSets.Any(parameter => parameter.ValueFromPipeline) ? "ByValue" : "",
        inSets.Any(parameter => parameter.ValueFromPipelineByPropertyName) ? "ByPropertyName" : "",
    }.Where(way => way.Length > 0));

    /// <summary>What a parameter is where it is not given; empty where that says nothing.</summary>
    private static string DefaultOf(CmdletInfo cmdlet, PropertyInfo property) =>
        property.GetValue(Activator.CreateInstance(cmdlet.ImplementingType)) switch
        {
            null or SwitchParameter or "" or ICollection { Count: 0 } => "",
            Enum word => word.ToString() is "None" ? "" : word.ToString(),
            var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    private static string Syntax(CmdletInfo cmdlet, CommandParameterSetInfo set) => $"{cmdlet.Name} {set}".TrimEnd();

    private static string CommentOf(string member) => Comments.Value.GetValueOrDefault(member, "");

    private static List<CmdletInfo> Import()
    {
        // It stays open: what PowerShell knows of a cmdlet it reads when asked.
        var runspace = HostedRunspace.Open();
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        shell.AddScript($"Import-Module '{ModuleHosts.Manifest}' -ErrorAction Stop; Get-Command -Module DiplomacyApi");
        var found = shell.Invoke().Select(command => (CmdletInfo)command.BaseObject).OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)
            .ToList();
        foreach (var cmdlet in found) _ = cmdlet.ParameterSets.Count;
        return found;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"(?<=\.) (?=[A-Z-])")]
    private static partial Regex SentenceEnd();
}
