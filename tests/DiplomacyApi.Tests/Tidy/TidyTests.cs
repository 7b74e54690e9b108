using System.Text.RegularExpressions;

namespace DiplomacyApi.Tests.Tidy;

/// <summary>What no analyzer checks of how the project is kept.</summary>
public sealed partial class TidyTests
{
    private const int LinesMax = 400;

    /// <summary>The width that .editorconfig states.</summary>
    private const int ColumnsMax = 140;

    private const string Quotes = "\"\"\"";

    private static readonly string[] Skipped = ["artifacts", "node_modules", ".store", ".git"];

    [Fact]
    public void No_file_is_longer_than_one_reads_in_one_go() =>
        Assert.Empty(Sources().Where(file => File.ReadLines(file).Count() > LinesMax).Select(Shown));

    [Fact]
    public void No_line_is_wider_than_the_editor_shows() => Assert.Empty(Files("*.cs")
        .SelectMany(file => TooWide(File.ReadLines(file)).Select(line => $"{Shown(file)}:{line}")));

    [Theory]
    [InlineData("var x = One(Two(), Three());", true)]
    [InlineData("Assert.Equal(\"one\", Two(\"three\"));", true)]
    [InlineData("throw new Problem(\"", false)]
    [InlineData("// See https://example.org/", false)]
    public void A_wide_line_is_one_without_a_long_text_or_an_address(string start, bool isTooWide)
    {
        var line = start.EndsWith('"') ? $"{start}{new string('a', ColumnsMax)}\");" : $"{start} {new string('a', ColumnsMax)}";

        Assert.Equal(isTooWide ? [1] : [], TooWide([line]));
        Assert.Equal(isTooWide ? [4] : [], TooWide(["var script = \"\"\"", line, "\"\"\";", line]));
    }

    // The formatter's check of spaces does not look at it, and its check of everything takes a minute more.
    [Fact]
    public void Usings_stand_in_their_order_with_those_of_the_framework_first() => Assert.Empty(Files("*.cs").Where(file =>
    {
        var named = File.ReadLines(file).Where(line => Using().IsMatch(line)).Select(line => line[6..^1].Replace('.', '\u0001')).ToList();
        return !named.SequenceEqual(named.OrderBy(name => !name.StartsWith("System", StringComparison.Ordinal))
            .ThenBy(name => name, StringComparer.OrdinalIgnoreCase));
    }).Select(Shown));

    [Fact]
    public void No_file_has_regions_leftovers_or_suppressed_warnings() =>
        Assert.Empty(Sources().Where(file => Path.GetFileName(file) != "TidyTests.cs" && Leftover().IsMatch(File.ReadAllText(file)))
            .Select(Shown));

    [Fact]
    public void No_server_text_has_numbers_in_the_form_of_a_culture() =>
        Assert.Empty(Files("*.cs").Where(file => Shown(file).StartsWith($"src{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && NumberOfACulture().IsMatch(File.ReadAllText(file))).Select(Shown));

    [Fact]
    public void Lines_end_as_the_repository_says() =>
        Assert.Empty(Files("*.cs").Concat(Files("*.proto")).Concat(Files("*.md")).Where(file => File.ReadAllText(file).Contains('\r'))
            .Select(Shown));

    [Fact]
    public void The_folders_that_the_readme_names_exist() =>
        Assert.All(FolderRow().Matches(File.ReadAllText(Repository.At("README.md"))).Select(match => match.Groups[1].Value),
            folder => Assert.True(Directory.Exists(Repository.At(folder)), folder));

    [Fact]
    public void The_readme_begins_with_its_two_commands()
    {
        var lines = File.ReadAllLines(Repository.At("README.md"));

        Assert.Equal(
            ["```sh", "dotnet run --project module/DiplomacyApi.Shell -- -Command \"Get-PendingDemand -AsOf 2022-01-18\"", "dotnet test",
                "```"],
            lines[1..5]);
        Assert.InRange(lines.Length, 60, 100);
    }

    /// <summary>The numbers of the lines that are too wide, from 1. Texts between three quotes are as wide as what they hold.</summary>
    private static IEnumerable<int> TooWide(IEnumerable<string> lines)
    {
        var isText = false;
        foreach (var (index, line) in lines.Index())
        {
            var (wasText, trimmed) = (isText, line.Trim());
            if (isText && trimmed.StartsWith(Quotes, StringComparison.Ordinal))
                isText = trimmed.Length > Quotes.Length && trimmed.EndsWith(Quotes, StringComparison.Ordinal);
            else isText |= trimmed.EndsWith(Quotes, StringComparison.Ordinal);
            if (line.Length > ColumnsMax && !wasText && !LongText().IsMatch(line)) yield return index + 1;
        }
    }

    private static IEnumerable<string> Sources() => Files("*.cs").Concat(Files("*.sql"));

    private static IEnumerable<string> Files(string pattern) => Directory.EnumerateFiles(
        Repository.Root, pattern, SearchOption.AllDirectories)
        .Where(file => !Shown(file).Split(Path.DirectorySeparatorChar).Any(Skipped.Contains));

    private static string Shown(string file) => Path.GetRelativePath(Repository.Root, file);

    // A plain text, a text with values in it that ends the line, or one between three quotes.
    [GeneratedRegex(@"^using [\w.]+;$")]
    private static partial Regex Using();

    [GeneratedRegex("""
        "(?:[^"\\]|\\.){80,}"|\$".{100,}"\W{0,8}$|\"{3}|://
        """)]
    private static partial Regex LongText();

    [GeneratedRegex(@"#region|#pragma warning disable|\bTODO\b|\bFIXME\b|\bHACK\b|NotImplementedException")]
    private static partial Regex Leftover();

    [GeneratedRegex(@"\{[^{}""]+:([NnFfEeGg]\d+|[CcPp]\d*)\}")]
    private static partial Regex NumberOfACulture();

    [GeneratedRegex(@"^\| `([\w./]+)` \|", RegexOptions.Multiline)]
    private static partial Regex FolderRow();
}
