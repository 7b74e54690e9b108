using System.Globalization;
using System.Xml.Linq;

namespace DiplomacyApi.Tests.Docs.Cmdlets;

/// <summary>Writes help as Get-Help reads it.</summary>
internal static class MamlHelp
{
    private static readonly XNamespace Root = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static string Of(IEnumerable<CmdletHelp> cmdlets) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        {new XElement(Root + "helpItems", new XAttribute("schema", "maml"), cmdlets.Select(Of))}

        """.ReplaceLineEndings("\n");

    private static XElement Of(CmdletHelp help) => new(Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Maml), new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(Command + "details",
            new XElement(Command + "name", help.Name), new XElement(Command + "verb", help.Name.Split('-')[0]),
            new XElement(Command + "noun", help.Name.Split('-')[1]),
            new XElement(Maml + "description", Paragraph(help.Synopsis))),
        new XElement(Maml + "description", new[] { help.Synopsis }.Concat(help.Description).Select(Paragraph)),
        new XElement(Command + "syntax", help.Sets.Select(set => new XElement(Command + "syntaxItem",
            new XElement(Maml + "name", help.Name), set.Parameters.Select(parameter => Parameter(parameter, inSyntax: true))))),
        new XElement(Command + "parameters", help.Parameters.Select(parameter => Parameter(parameter, inSyntax: false))),
        new XElement(Command + "inputTypes", help.Inputs.Select(type => Typed("inputType", type))),
        new XElement(Command + "returnValues", help.Outputs.Select(type => Typed("returnValue", type))),
        new XElement(Command + "examples", help.Page.Examples.Select((example, index) => new XElement(Command + "example",
            new XElement(Maml + "title", string.Create(CultureInfo.InvariantCulture, $"Example {index + 1}: {example.Title}")),
            new XElement(Dev + "code", example.Code),
            new XElement(Dev + "remarks", Paragraph(example.Remark))))),
        new XElement(Command + "relatedLinks", new[] { "about_DiplomacyApi", "about_DiplomacyActs", "about_DiplomacyTerms" }.Select(topic =>
            new XElement(Maml + "navigationLink", new XElement(Maml + "linkText", topic), new XElement(Maml + "uri")))));

    private static XElement Parameter(HelpParameter parameter, bool inSyntax) => new(Command + "parameter",
        new XAttribute("required", parameter.IsMandatory), new XAttribute("variableLength", parameter.ClrType.IsArray),
        new XAttribute("globbing", parameter.TakesWildcards),
        new XAttribute("pipelineInput", parameter.Pipeline.Length > 0 ? $"True ({parameter.Pipeline})" : "False"),
        new XAttribute("position", parameter.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
        new XAttribute("aliases", parameter.Aliases.Count > 0 ? string.Join(", ", parameter.Aliases) : "none"),
        new XElement(Maml + "name", parameter.Name),
        new XElement(Maml + "description", Paragraph(Description(parameter))),
        Value(parameter, inSyntax),
        new XElement(Dev + "type", new XElement(Maml + "name", parameter.Type), new XElement(Maml + "uri")),
        new XElement(Dev + "defaultValue", parameter.IsSwitch ? "False" : parameter.Default.Length > 0 ? parameter.Default : "None"));

    private static XElement? Value(HelpParameter parameter, bool inSyntax) =>
        parameter.IsSwitch && inSyntax ? null
        : parameter.Words.Count > 0 && inSyntax
            ? new XElement(Command + "parameterValueGroup", parameter.Words.Select(word => ParameterValue(word, isRequired: false)))
        : ParameterValue(parameter.Type, isRequired: !parameter.IsSwitch);

    private static XElement ParameterValue(string value, bool isRequired) =>
        new(Command + "parameterValue", new XAttribute("required", isRequired),
            new XAttribute("variableLength", value.EndsWith("[]", StringComparison.Ordinal)), value);

    private static string Description(HelpParameter parameter) =>
        parameter.Words.Count == 0 ? parameter.Text : $"{parameter.Text} Accepted values: {string.Join(", ", parameter.Words)}.";

    private static XElement Typed(string element, string type) =>
        new(Command + element, new XElement(Dev + "type", new XElement(Maml + "name", type), new XElement(Maml + "uri")),
            new XElement(Maml + "description", Paragraph("")));

    private static XElement Paragraph(string text) => new(Maml + "para", text);
}
