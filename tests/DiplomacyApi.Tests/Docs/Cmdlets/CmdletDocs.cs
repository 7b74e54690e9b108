using System.Globalization;
using System.Text;

namespace DiplomacyApi.Tests.Docs.Cmdlets;

/// <summary>Writes help as pages of the docs.</summary>
internal static class CmdletDocs
{
    public static string PageOf(CmdletHelp help)
    {
        var page = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"# {help.Name}").AppendLine(help.Synopsis).AppendLine();
        foreach (var paragraph in help.Description) page.AppendLine(paragraph).AppendLine();
        page.AppendLine("## Syntax").AppendLine("```text").AppendJoin("\n\n", help.Sets.Select(set => set.Syntax)).AppendLine()
            .AppendLine("```").AppendLine();
        page.AppendLine("## Examples");
        foreach (var example in help.Page.Examples)
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"### {example.Title}")
                .AppendLine("```powershell").AppendLine(example.Code).AppendLine("```");
            if (example.Remark.Length > 0) page.AppendLine(example.Remark);
            page.AppendLine();
        }
        page.AppendLine("## Parameters").AppendLine("| parameter | value | position | from the pipeline | description |")
            .AppendLine("|---|---|---|---|---|");
        foreach (var parameter in help.Parameters)
            page.AppendLine(CultureInfo.InvariantCulture,
                $"| **-{parameter.Name}**{Also(parameter)} | {Takes(parameter)} | {Position(parameter)} | {Words(parameter.Pipeline)} | {Description(parameter)} |");
        page.AppendLine().AppendLine(
            "The common parameters (-Verbose, -ErrorAction, -ErrorVariable and others) also apply; see about_CommonParameters.")
                .AppendLine();
        page.AppendLine("## Output").AppendLine(help.Outputs.Count == 0 ? "Nothing." : string.Join(", ", help.Outputs));
        return page.ToString().ReplaceLineEndings("\n");
    }

    public static string IndexOf(IReadOnlyList<CmdletHelp> cmdlets)
    {
        var page = new StringBuilder("""
            # Cmdlets
            What `Get-Help` shows, as pages. They are written from the comments of the cmdlets and from
            [module/DiplomacyApi.PowerShell/Help](../../module/DiplomacyApi.PowerShell/Help). Begin with
            [about_DiplomacyApi](../../module/DiplomacyApi.PowerShell/Help/about_DiplomacyApi.md), and with
            [about_DiplomacyActs](../../module/DiplomacyApi.PowerShell/Help/about_DiplomacyActs.md), which lists what to type for what you heard. The
            [glossary](../glossary.md) explains the terms.

            | cmdlet | what it does |
            |---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var help in cmdlets)
            page.Append(CultureInfo.InvariantCulture, $"| [{help.Name}]({help.Name}.md) | {Cell(help.Synopsis)} |\n");
        return page.ToString().ReplaceLineEndings("\n");
    }

    private static string Also(HelpParameter parameter) =>
        parameter.Aliases.Count == 0 ? "" : $" (-{string.Join(", -", parameter.Aliases)})";

    private static string Takes(HelpParameter parameter) => parameter.IsSwitch ? "" : parameter.Words.Count == 0 ? parameter.Type
        : string.Join(", ", parameter.Words) + (parameter.ClrType.IsArray ? "; several" : "");

    private static string Position(HelpParameter parameter) =>
        (parameter.Position?.ToString(CultureInfo.InvariantCulture), parameter.IsMandatory) switch
        {
            (null, true) => "required",
            (null, false) => "",
            (var at, true) => $"{at}, required",
            (var at, false) => at,
        };

    private static string Words(string pipeline) =>
        pipeline.Replace("ByValue", "value", StringComparison.Ordinal).Replace("ByPropertyName", "property", StringComparison.Ordinal);

    private static string Description(HelpParameter parameter) => Cell(parameter.Text)
        + (parameter.TakesWildcards && !Says(parameter, "pattern") && !Says(parameter, "wildcards") ? " Accepts wildcards." : "")
        + (parameter.Default.Length > 0 && !Says(parameter, "Default:") ? $" Default: {parameter.Default}." : "");

    private static bool Says(HelpParameter parameter, string word) => parameter.Text.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
