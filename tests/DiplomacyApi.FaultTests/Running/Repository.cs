namespace DiplomacyApi.FaultTests.Running;

/// <summary>Where the project lies: the folder above the tests that holds the solution.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The server as it was built beside these tests.</summary>
    public static string Server { get; } = Built("DiplomacyApi.Server");

    /// <summary>The Shell as it was built beside these tests.</summary>
    public static string Shell { get; } = Built("DiplomacyApi.Shell");

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Built(string project) =>
        At("artifacts", "bin", project, new DirectoryInfo(AppContext.BaseDirectory).Name, $"{project}.dll");

    private static string Find(string folder)
    {
        while (!File.Exists(Path.Combine(folder, "DiplomacyApi.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not lie in the project.");
        return folder;
    }
}
