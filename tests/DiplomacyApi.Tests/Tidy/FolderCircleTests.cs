namespace DiplomacyApi.Tests.Tidy;

/// <summary>Between the folders of a project uses go one way: no folder needs, directly or through others, one that needs it.</summary>
public sealed class FolderCircleTests
{
    // Remove a project when its folders have no circle any more; none may be added.
    private static readonly string[] StillCircular = [];

    public static TheoryData<string> Projects => [.. ProjectNames];

    private static IEnumerable<string> ProjectNames => new[] { "src", "module" }
        .SelectMany(folder => Directory.EnumerateFiles(Repository.At(folder), "*.csproj", SearchOption.AllDirectories))
        .Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_use_each_other_one_way(string project)
    {
        var circles = CirclesIn(project);

        if (StillCircular.Contains(project))
            Assert.True(circles.Count > 0, $"The folders of {project} have no circle any more; remove it from the list.");
        else
            Assert.True(circles.Count == 0,
                $"Folders of {project} use each other in a circle; move a type to where it belongs.\n{string.Join("\n", circles)}");
    }

    [Fact]
    public void The_list_names_projects_that_exist() => Assert.Empty(StillCircular.Except(ProjectNames));

    /// <summary>
    /// Each shortest circle, with one use for each step: two folders, or more where none of them use each other directly.
    /// </summary>
    private static List<string> CirclesIn(string project)
    {
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var uses = FolderUses.Of(Repository.At("artifacts", "bin", project, configuration, $"{project}.dll")).ToLookup(use => use.From);
        return [.. uses.Select(from => CircleThrough(from.Key, uses)).OfType<List<FolderUse>>()
            .DistinctBy(circle => string.Join(' ', circle.Select(use => use.From).Order(StringComparer.Ordinal)))
            .Select(circle => string.Join(", ", circle.Select(use => $"{use.From} uses {use.To} ({use.User}: {use.Used})")))];
    }

    private static List<FolderUse>? CircleThrough(string folder, ILookup<string, FolderUse> uses)
    {
        var reached = new HashSet<string>();
        var paths = new Queue<List<FolderUse>>([[]]);
        while (paths.TryDequeue(out var path))
        {
            foreach (var use in uses[path.Count == 0 ? folder : path[^1].To])
            {
                if (use.To == folder) return [.. path, use];
                if (reached.Add(use.To)) paths.Enqueue([.. path, use]);
            }
        }
        return null;
    }
}
