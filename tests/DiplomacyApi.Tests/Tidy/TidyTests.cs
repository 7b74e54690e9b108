using System.Text.RegularExpressions;

namespace DiplomacyApi.Tests.Tidy;

/// <summary>What no analyzer checks of how the project is kept.</summary>
public sealed partial class TidyTests
{
    private const int LinesMax = 400;

    private static readonly string[] Skipped = ["artifacts", "node_modules", ".store", ".git"];

    [Fact]
    public void No_file_is_longer_than_one_reads_in_one_go() =>
        Assert.Empty(Sources().Where(file => File.ReadLines(file).Count() > LinesMax).Select(Shown));

    [Fact]
    public void No_file_has_regions_leftovers_or_suppressed_warnings() =>
        Assert.Empty(Sources().Where(file => Path.GetFileName(file) != "TidyTests.cs" && Leftover().IsMatch(File.ReadAllText(file))).Select(Shown));

    [Fact]
    public void No_server_text_has_numbers_in_the_form_of_a_culture() =>
        Assert.Empty(Files("*.cs").Where(file => Shown(file).StartsWith($"src{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && NumberOfACulture().IsMatch(File.ReadAllText(file))).Select(Shown));

    [Fact]
    public void Lines_end_as_the_repository_says() =>
        Assert.Empty(Files("*.cs").Concat(Files("*.proto")).Concat(Files("*.md")).Where(file => File.ReadAllText(file).Contains('\r')).Select(Shown));

    [Fact]
    public void The_folders_that_the_readme_names_exist() =>
        Assert.All(FolderRow().Matches(File.ReadAllText(Repository.At("README.md"))).Select(match => match.Groups[1].Value),
            folder => Assert.True(Directory.Exists(Repository.At(folder)), folder));

    [Fact]
    public void The_readme_begins_with_its_two_commands()
    {
        var lines = File.ReadAllLines(Repository.At("README.md"));

        Assert.Equal(["```sh", "dotnet run --project module/DiplomacyApi.Shell -- -Command \"Get-PendingDemand -AsOf 2022-01-18\"", "dotnet test", "```"], lines[1..5]);
        Assert.InRange(lines.Length, 60, 100);
    }

    private static IEnumerable<string> Sources() => Files("*.cs").Concat(Files("*.sql"));

    private static IEnumerable<string> Files(string pattern) => Directory.EnumerateFiles(Repository.Root, pattern, SearchOption.AllDirectories)
        .Where(file => !Shown(file).Split(Path.DirectorySeparatorChar).Any(Skipped.Contains));

    private static string Shown(string file) => Path.GetRelativePath(Repository.Root, file);

    [GeneratedRegex(@"#region|#pragma warning disable|\bTODO\b|\bFIXME\b|\bHACK\b|NotImplementedException")]
    private static partial Regex Leftover();

    [GeneratedRegex(@"\{[^{}""]+:([NnFfEeGg]\d+|[CcPp]\d*)\}")]
    private static partial Regex NumberOfACulture();

    [GeneratedRegex(@"^\| `([\w./]+)` \|", RegexOptions.Multiline)]
    private static partial Regex FolderRow();
}
