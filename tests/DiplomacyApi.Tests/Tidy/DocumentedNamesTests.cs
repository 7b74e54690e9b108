using System.Text.RegularExpressions;

namespace DiplomacyApi.Tests.Tidy;

/// <summary>What the pages for engineers name in backticks exists: types, RPCs, folders, files and tests.</summary>
public sealed partial class DocumentedNamesTests
{
    /// <summary>Types of .NET, and folders that a build or a tool makes.</summary>
    private static readonly string[] NotOurs = ["TimeProvider", ".ci/tools"];

    private static readonly string[] Folders = [".ci", "docs", "eng", "module", "proto", "seeds", "src", "tests"];

    private static readonly string[] Files =
        [.. Folders.SelectMany(folder => Directory.EnumerateFiles(Repository.At(folder), "*", SearchOption.AllDirectories))
        .Select(file => Path.GetRelativePath(Repository.Root, file).Replace(Path.DirectorySeparatorChar, '/'))
        .Where(file => !file.Contains("/node_modules/", StringComparison.Ordinal))];

    /// <summary>All paths, with the short names of projects and without endings: /src/Domain, /src/Domain/Dates/EdtfDate.</summary>
    private static readonly HashSet<string> Paths = [.. Files.SelectMany(WithFolders)
        .Select(path => FirstEnding().Replace($"/{path}".Replace("/DiplomacyApi.", "/", StringComparison.Ordinal), ""))];

    private static readonly string[] Sources =
        [.. Files.Where(file => Path.GetExtension(file) is ".cs" or ".proto").Select(file => File.ReadAllText(Repository.At(file)))];

    /// <summary>The text in which each type is declared, in one file or several.</summary>
    private static readonly ILookup<string, string> Types = Sources
        .SelectMany(text => Declaration().Matches(text).Select(match => (Name: match.Groups["name"].Value, Text: text)))
        .ToLookup(type => type.Name, type => type.Text, StringComparer.Ordinal);

    [Theory]
    [InlineData("ARCHITECTURE.md")]
    [InlineData("CONTRIBUTING.md")]
    public void Each_type_folder_and_file_that_a_page_names_exists(string page) =>
        Assert.All(NamesIn(page), name => Assert.True(Exists(name), name));

    [Fact]
    public void Each_test_that_the_promises_name_exists()
    {
        var tests = NamesIn("docs/promises.md").Where(name => Test().IsMatch(name)).ToList();

        Assert.NotEmpty(tests);
        Assert.All(tests, name => Assert.True(Exists(name), name));
    }

    [Fact]
    public void Each_filter_that_the_promises_name_finds_a_test()
    {
        var filters = Filter().Matches(File.ReadAllText(Repository.At("docs/promises.md"))).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(filters);
        Assert.All(filters, filter => Assert.True(Array.Exists(Sources, text => text.Contains(filter, StringComparison.Ordinal)), filter));
    }

    [Theory]
    [InlineData("KeptPages", true)]
    [InlineData("KeptFolders", false)]
    [InlineData("KnownStatements.History", true)]
    [InlineData("KnownStatements.Future", false)]
    [InlineData("VerifyJournal", true)]
    [InlineData("Obligations", true)]
    [InlineData("Sqlite/Files/Scrubber", true)]
    [InlineData("Sqlite/Scrubber", false)]
    [InlineData("tests/…/Domain/Law", true)]
    [InlineData("tests/…/Domain/Order", false)]
    [InlineData("--data journal.db", true)]
    public void A_name_is_known_if_it_exists(string name, bool isKnown) => Assert.Equal(isKnown, Exists(name));

    private static IEnumerable<string> NamesIn(string page) =>
        InBackticks().Matches(File.ReadAllText(Repository.At(page))).Select(match => match.Groups[1].Value);

    /// <summary>Whether a name exists; also true of what is neither the name of a type nor a path.</summary>
    private static bool Exists(string name)
    {
        if (NotOurs.Contains(name)) return true;
        if (TypeName().Match(name) is { Success: true } type)
            return Types.Contains(type.Groups["type"].Value) ? HasMember(type) : HasPath(name);
        return !PathName().IsMatch(name) || HasPath(name);
    }

    private static bool HasMember(Match type) => !type.Groups["member"].Success
        || Types[type.Groups["type"].Value].Any(text => Regex.IsMatch(text, $@"\b{type.Groups["member"].Value}\b"));

    /// <summary>Whether a path ends like that. An ellipsis stands for folders between.</summary>
    private static bool HasPath(string name)
    {
        var parts = FirstEnding().Replace($"/{name.TrimEnd('/')}".Replace("/DiplomacyApi.", "/", StringComparison.Ordinal), "").Split("/…");
        return Paths.Any(path => path.EndsWith(parts[^1], StringComparison.Ordinal)
            && (parts.Length == 1 || path.StartsWith(parts[0], StringComparison.Ordinal)));
    }

    private static IEnumerable<string> WithFolders(string file)
    {
        for (var path = file; path.Length > 0; path = Path.GetDirectoryName(path)!.Replace(Path.DirectorySeparatorChar, '/'))
            yield return path;
    }

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex InBackticks();

    [GeneratedRegex(@"^(?<type>[A-Z][A-Za-z]*[a-z][A-Za-z]*)(\.(?<member>[A-Z]\w+))?$")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"^[\w.…-]+(/[\w.…-]+)+/?$|^[A-Z][A-Za-z]+/$|^[A-Z]\w+\.(cs|md)$")]
    private static partial Regex PathName();

    [GeneratedRegex(@"\b(?:class|struct|interface|enum|record|message|rpc|delegate)\s+(?:struct\s+|class\s+)?(?<name>[A-Z]\w*)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^[A-Z]\w*Tests(\.\w+)?$")]
    private static partial Regex Test();

    [GeneratedRegex("""
        --filter-(?:class|method)\s"\*([^"*]+)\*?"
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Filter();

    /// <summary>From the first dot in the last part of a path; a name that begins with a dot is kept.</summary>
    [GeneratedRegex(@"(?<=[^/.])\.[^/]*$")]
    private static partial Regex FirstEnding();
}
