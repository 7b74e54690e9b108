namespace DiplomacyApi.Benchmarks.Running;

/// <summary>Programs that may be installed or not.</summary>
internal static class Tools
{
    /// <summary>Whether a program is on the search path.</summary>
    public static bool IsInstalled(string program) => FindFolder([], program) is not null;

    /// <summary>The first folder, of those given and of the search path, that has all of the programs; null: none.</summary>
    public static string? FindFolder(IEnumerable<string> first, params string[] programs) =>
        first.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(folder => programs.All(program => File.Exists(Path.Combine(folder, program))));
}
