namespace DiplomacyApi.Server.Hosting;

/// <summary>
/// Reads the settings: first a configuration file, then environment variables, then switches, the later over the earlier. An unknown key is
/// refused: a misspelt setting must not pass for a default.
/// </summary>
internal static class OptionsReader
{
    /// <summary>What the variables begin with.</summary>
    public const string Prefix = "DIPLOMACY_";

    private const string Section = "Diplomacy";

    // The clients' own variables share the prefix.
    private const string ClientPrefix = "API_";

    /// <summary>Reads all. What is wrong is added to the problems, a sentence each.</summary>
    public static ServerOptions Read(IEnumerable<(string Key, string Value)> switches, List<string> problems)
    {
        var file = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true).Build().GetSection(Section);
        var variables = new ConfigurationBuilder().AddEnvironmentVariables(Prefix).Build();
        var options = new ServerOptions();
        options = Take(options, file.GetChildren().Select(child => (child.Key, child.Value ?? "")), "appsettings.json", problems);
        options = Take(options, variables.GetChildren().Where(IsOurs).Select(child => (child.Key, child.Value ?? "")), "the environment", problems);
        return Take(options, switches, "the command line", problems);
    }

    private static ServerOptions Take(ServerOptions options, IEnumerable<(string Key, string Value)> found, string where, List<string> problems)
    {
        foreach (var (key, value) in found)
        {
            var setting = Settings.All.FirstOrDefault(setting => setting.IsNamed(key));
            if (setting is null) problems.Add($"Unknown setting '{key}' in {where}. Settings: {string.Join(", ", Settings.All.Select(one => one.Key))}.");
            else
            {
                try
                {
                    options = setting.Set(options, value);
                }
                catch (FormatException problem)
                {
                    problems.Add($"{setting.Key} {problem.Message}, not '{value}'.");
                }
            }
        }
        return options;
    }

    private static bool IsOurs(IConfigurationSection variable) => !variable.Key.StartsWith(ClientPrefix, StringComparison.OrdinalIgnoreCase);
}
