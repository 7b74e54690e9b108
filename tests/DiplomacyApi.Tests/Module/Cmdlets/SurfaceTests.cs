using System.Globalization;
using System.Management.Automation;
using System.Text;
using System.Text.RegularExpressions;
using Diplomacy.V1;
using DiplomacyApi.Tests.Docs.Cmdlets;

namespace DiplomacyApi.Tests.Module.Cmdlets;

/// <summary>
/// What scripts build on: cmdlets, parameters, outputs and error ids, kept in Surface.txt. A change of it is meant, and stands in the
/// changelog. `REWRITE_DOCS=1 dotnet test` writes it anew.
/// </summary>
public sealed partial class SurfaceTests
{
    private const string Rewrite = "REWRITE_DOCS";

    private static string Kept => Repository.At("tests", "DiplomacyApi.Tests", "Module", "Cmdlets", "Surface.txt");

    [Fact]
    public void The_module_is_what_scripts_know_it_to_be()
    {
        var surface = Surface();
        if (Environment.GetEnvironmentVariable(Rewrite) == "1") File.WriteAllText(Kept, surface);

        Assert.True(File.Exists(Kept) && surface == File.ReadAllText(Kept),
            $"The module's surface is not that of Surface.txt; if that is meant, write it again with {Rewrite}=1 dotnet test, and say so in the changelog.");
    }

    /// <summary>The contract's reasons come from the server, and pass as they are, which ErrorReasonTests holds for all of them.</summary>
    [Fact]
    public void Every_error_of_the_modules_own_is_named_by_a_test()
    {
        var tests = string.Concat(Directory.GetFiles(Repository.At("tests", "DiplomacyApi.Tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is "TrustPlaces.cs"
                || file.Contains($"{Path.DirectorySeparatorChar}Module{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText));

        Assert.All(Reasons().Except(Enum.GetNames<ErrorReason>()), reason => Assert.Matches($@"(""|DiplomacyApi\.){reason}""", tests));
    }

    private static string Surface()
    {
        var text = new StringBuilder();
        foreach (var cmdlet in ModuleCmdlets.All)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{cmdlet.Name} -> {string.Join(", ", ModuleCmdlets.OutputsOf(cmdlet))}");
            foreach (var set in cmdlet.ParameterSets.OrderBy(set => set.Name, StringComparer.Ordinal))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  [{set.Name}]{(set.IsDefault ? " default" : "")}");
                foreach (var parameter in ModuleCmdlets.Own(set)) text.Append("    ").AppendLine(Line(parameter));
            }
        }
        text.AppendLine().AppendLine("Rows");
        foreach (var row in Rows())
            text.AppendLine(CultureInfo.InvariantCulture,
                $"  {row.Name}: {string.Join(", ", row.GetProperties().OrderBy(property => property.MetadataToken).Select(property => $"{property.Name} {Shown(property.PropertyType)}"))}");
        text.AppendLine().AppendLine("Error ids");
        foreach (var reason in Reasons()) text.AppendLine(CultureInfo.InvariantCulture, $"  DiplomacyApi.{reason}");
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string Line(CommandParameterInfo parameter) => string.Join(' ', new[]
    {
        $"-{parameter.Name} {Shown(parameter.ParameterType)}",
        parameter.IsMandatory ? "mandatory" : "",
        parameter.Position >= 0 ? string.Create(CultureInfo.InvariantCulture, $"at {parameter.Position}") : "",
        parameter.ValueFromPipeline ? "by value" : "",
        parameter.ValueFromPipelineByPropertyName ? "by property" : "",
        parameter.Aliases.Count > 0 ? $"({string.Join(", ", parameter.Aliases)})" : "",
        parameter.ParameterType.IsEnum ? $"{{{string.Join(", ", Enum.GetNames(parameter.ParameterType))}}}" : "",
    }.Where(part => part.Length > 0));

    private static IEnumerable<Type> Rows() => ModuleCmdlets.All.SelectMany(cmdlet => cmdlet.OutputType).Select(output => output.Type)
        .Where(type => type?.Namespace?.StartsWith("DiplomacyApi", StringComparison.Ordinal) == true)
        .Distinct().OrderBy(type => type.Name, StringComparer.Ordinal);

    /// <summary>The server's reasons, and what the module finds by itself.</summary>
    private static IEnumerable<string> Reasons()
    {
        var sources = new[] { "DiplomacyApi.PowerShell", "DiplomacyApi.PowerShell.Engine" }
            .SelectMany(project => Directory.GetFiles(Repository.At("module", project), "*.cs", SearchOption.AllDirectories))
            .Select(file => Continued().Replace(File.ReadAllText(file), match => match.Groups[1].Success ? match.Value[..1] : " "));
        var own = sources.SelectMany(source => OwnReason().Matches(source))
            .SelectMany(match => match.Groups.Values.Skip(1)).Where(group => group.Success).Select(group => group.Value);
        return Enum.GetNames<ErrorReason>().Except([nameof(ErrorReason.Unspecified)]).Concat(own).Distinct().Order(StringComparer.Ordinal);
    }

    private static string Shown(Type type) => Nullable.GetUnderlyingType(type) is { } given ? $"{Shown(given)}?"
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Shown))}>" : type.Name;

    // A reason stands before the category of its error, or is what a helper that makes an error is given first or last.
    [GeneratedRegex("""
        "([A-Z][A-Za-z]+)",\s*(?:System\.Management\.Automation\.)?ErrorCategory\.|Wrong\((?:table is null \? "([A-Z][A-Za-z]+)" : )?"([A-Z][A-Za-z]+)"|Wrong\([^\n]*, "([A-Z][A-Za-z]+)"\);|(?:FailureCause|LogDifference)\.\w+ => "([A-Z][A-Za-z]+)"
        """)]
    private static partial Regex OwnReason();

    // Where a statement goes on in the next line.
    [GeneratedRegex(@"([(\[])\n\s*|(?<![;{}])\n\s*")]
    private static partial Regex Continued();
}
