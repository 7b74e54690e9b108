using System.Text.RegularExpressions;

namespace DiplomacyApi.Tests.Docs.Cmdlets;

/// <summary>
/// The module's help and the docs' pages of cmdlets are written from the cmdlets, their comments and the Help folder. `REWRITE_DOCS=1
/// dotnet test` writes them again; the next build copies them into the module.
/// </summary>
public sealed partial class CmdletHelpTests
{
    private const string Rewrite = "REWRITE_DOCS";
    private const int ExamplesMin = 2;

    public static TheoryData<string> Cmdlets => [.. ModuleCmdlets.All.Select(cmdlet => cmdlet.Name)];

    private static string Culture => Repository.At("module", "DiplomacyApi.PowerShell", "en-US");

    private static string Pages => Repository.At("docs", "cmdlets");

    [Fact]
    public void Help_and_pages_say_what_the_cmdlets_are()
    {
        var written = Written();
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
        {
            foreach (var folder in new[] { Culture, Pages }) Directory.CreateDirectory(folder);
            foreach (var file in Kept().Except(written.Keys)) File.Delete(file);
            foreach (var (file, text) in written) File.WriteAllText(file, text);
        }

        var stale = written.Where(page => !File.Exists(page.Key) || File.ReadAllText(page.Key) != page.Value)
            .Select(page => page.Key).Concat(Kept().Except(written.Keys));
        Assert.True(!stale.Any(),
            $"Stale: {string.Join(", ", stale.Select(Path.GetFileName))}. Write them again with {Rewrite}=1 dotnet test, and look at the difference.");
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_has_a_page_with_examples_of_itself_and_a_word_on_each_parameter(string name)
    {
        var help = ModuleCmdlets.HelpOf(ModuleCmdlets.All.Single(cmdlet => cmdlet.Name == name));

        Assert.True(File.Exists(Path.Combine(HelpPage.Folder, $"{name}.md")), $"Write module/DiplomacyApi.PowerShell/Help/{name}.md.");
        Assert.EndsWith(".", help.Synopsis, StringComparison.Ordinal);
        Assert.True(help.Page.Examples.Count >= ExamplesMin, $"{name} has {help.Page.Examples.Count} examples.");
        Assert.All(help.Page.Examples, example => Assert.Contains(name, example.Code, StringComparison.Ordinal));
        Assert.All(help.Parameters, parameter => Assert.True(parameter.Text.Length > 0, $"{name} -{parameter.Name} has no comment."));
    }

    [Fact]
    public void No_page_is_of_a_cmdlet_or_names_one_that_is_not_there()
    {
        var names = ModuleCmdlets.All.Select(cmdlet => cmdlet.Name).ToHashSet(StringComparer.Ordinal);
        var nouns = names.Select(name => name.Split('-')[1]).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(HelpPage.Folder, "*.md"))
        {
            var page = Path.GetFileNameWithoutExtension(file);
            Assert.True(names.Contains(page) || page.StartsWith("about_", StringComparison.Ordinal), $"{page} is no cmdlet.");
            Assert.All(
                CmdletName().Matches(File.ReadAllText(file)).Where(match => nouns.Contains(match.Groups[1].Value))
                    .Select(match => match.Value),
                named => Assert.True(names.Contains(named), $"{page} names {named}, which is no cmdlet."));
        }
    }

    private static IEnumerable<string> Kept() => new[] { Culture, Pages }.Where(Directory.Exists).SelectMany(Directory.GetFiles);

    private static Dictionary<string, string> Written()
    {
        var help = ModuleCmdlets.Help();
        var written = help.ToDictionary(one => Path.Combine(Pages, $"{one.Name}.md"), CmdletDocs.PageOf);
        written[Path.Combine(Pages, "README.md")] = CmdletDocs.IndexOf(help);
        written[Path.Combine(Culture, "DiplomacyApi.PowerShell.dll-Help.xml")] = MamlHelp.Of(help);
        written[Repository.At("docs", "glossary.md")] = GlossaryPage.Of(File.ReadAllText(GlossaryPage.Source));
        foreach (var about in Directory.GetFiles(HelpPage.Folder, "about_*.md"))
            written[Path.Combine(Culture, $"{Path.GetFileNameWithoutExtension(about)}.help.txt")] = AboutText.Of(File.ReadAllLines(about));
        return written;
    }

    [GeneratedRegex(@"\b[A-Z][a-z]+-([A-Z]\w+)\b")]
    private static partial Regex CmdletName();
}
