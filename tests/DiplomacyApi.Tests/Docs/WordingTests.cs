using System.Text.RegularExpressions;

namespace DiplomacyApi.Tests.Docs;

/// <summary>What users read is plain English: phrases that had to be read twice are kept out of it.</summary>
public sealed partial class WordingTests
{
    public static TheoryData<string> Pages =>
    [
        "README.md", "ARCHITECTURE.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md", "seeds/README.md",
        "src/DiplomacyApi.Client/README.md",
        .. Files("docs", "*.md"),
        .. Files("docs/cmdlets", "*.md"),
        .. Files("module/DiplomacyApi.PowerShell/Help", "*.md"),
        .. Files("module/examples", "*.ps1"),
        .. Files("proto/diplomacy/v1", "*.proto"),
    ];

    public static TheoryData<string> Projects =>
    [
        "src/DiplomacyApi.Domain", "src/DiplomacyApi.Storage", "src/DiplomacyApi.Server", "src/DiplomacyApi.Client",
        "module/DiplomacyApi.PowerShell", "module/DiplomacyApi.PowerShell.Engine", "module/DiplomacyApi.Shell",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_has_no_phrase_that_must_be_read_twice(string page)
    {
        var text = Read(page);

        Assert.Empty(Banned().Matches(text).Select(match => $"line {text.AsSpan(0, match.Index).Count('\n') + 1}: {match.Value}"));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_message_has_no_phrase_that_must_be_read_twice(string project)
    {
        var found = Directory.EnumerateFiles(Repository.At(project), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
                .SelectMany(line => Literal().Matches(line))
                .Where(literal => Banned().IsMatch(Inserted().Replace(literal.Value, "…")))
                .Select(literal => $"{Path.GetFileName(file)}: {literal.Value}"));

        Assert.Empty(found);
    }

    [Theory]
    [InlineData("It is no JSON.")]
    [InlineData("Names that nobody bears are listed.")]
    [InlineData("What failed is told at the end.")]
    [InlineData("Rejected, by word of mouth")]
    [InlineData("on media word")]
    [InlineData("until it stands as wished")]
    [InlineData("A line that is wanted no\nmore")]
    [InlineData("The page is written anew.")]
    [InlineData("What it is called. Without it: the summary.")]
    [InlineData("The id it is to have.")]
    [InlineData("Only so many rows.")]
    [InlineData("It is shown, and moves nothing.")]
    [InlineData("Patterns are taken.")]
    [InlineData("Only statements on this word or better count.")]
    [InlineData("The file takes its name when it is whole.")]
    [InlineData("Only those said for this body, by whomever.")]
    [InlineData("The row is damaged; mend it.")]
    [InlineData("Its payload tells of something else.")]
    public void A_phrase_of_the_list_is_found(string text) => Assert.Single(Banned().Matches(text));

    [Theory]
    [InlineData("It is no longer there, and there is no other.")]
    [InlineData("It takes no more connections than the limit allows, and a server that is told to stop, stops.")]
    public void Other_text_passes(string text) => Assert.Empty(Banned().Matches(text));

    /// <summary>A page without what programs print on it (blocks without a language).</summary>
    private static string Read(string page)
    {
        var (lines, fence) = (new List<string>(), "");
        foreach (var line in File.ReadLines(Repository.At(page)))
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) fence = fence.Length == 0 ? line : "";
            lines.Add(fence == "```" ? "" : line);
        }
        return string.Join('\n', lines);
    }

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Repository.At(folder), pattern).Select(file => $"{folder}/{Path.GetFileName(file)}")
            .Order(StringComparer.Ordinal);

    [GeneratedRegex("""
        (?<!\bthere\s+)\b(?:is|are|was|were)\s+no\b(?!\s+longer)
        | \bno\s+more\b(?!\s+(?:\w+\s+)?than)
        | \bnobody\s+bears\b
        | \b(?:is|are|was|were)\s+told\b(?!\s+to\b)
        | \bword\s+of\s+mouth\b
        | \bon\s+(?:media|anonymous|whose|this|that|weaker|better)\s+word\b
        | \bas\s+wished\b
        | \banew\b
        | \bpass(?:es|ed)\s+over\b
        | \bputs?\s+out\b
        | \bwithout\s+it:
        | \bis\s+to\s+have\b
        | \bonly\s+so\s+many\b
        | \bmoves?\s+no(?:thing|\s+status)\b
        | \b(?:patterns|wildcards)\s+are\s+taken\b
        | \btakes?\s+its\s+name\b
        | \bwrites?\s+over\b
        | \bby\s+whomever\b
        | \bmend(?:s|ed|ing)?\b
        | \btells?\s+of\b
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Banned();

    [GeneratedRegex("""
        "(?:\\.|[^"\\])*"
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Literal();

    /// <summary>What code puts into a text.</summary>
    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Inserted();
}
