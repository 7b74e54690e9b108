using System.Collections;
using System.Text.RegularExpressions;

namespace DiplomacyApi.Server.Configuration;

/// <summary>
/// Reads the settings: first a configuration file, then environment variables, then switches, the later over the earlier. An unknown key is
/// refused: a misspelt setting must not pass for a default.
/// </summary>
internal static partial class OptionsReader
{
    /// <summary>What the variables begin with.</summary>
    public const string Prefix = "DIPLOMACY_";

    /// <summary>What all variables of OpenTelemetry begin with.</summary>
    public const string OpenTelemetryPrefix = "OTEL_";

    private const string Section = "Diplomacy";

    private const string LoggingSection = "Logging";

    private const string DefaultFile = "appsettings.json";

    /// <summary>Names a configuration file, in place of appsettings.json beside the executable.</summary>
    public const string ConfigKey = "config";

    // The clients' own variables share the prefix.
    private const string ClientPrefix = "API_";

    /// <summary>Reads all. What is wrong is added to the problems, a sentence each.</summary>
    /// <param name="switches">What the command line set.</param>
    /// <param name="problems">Gets what is wrong.</param>
    /// <param name="configFile">The configuration file, which must exist; null: the variable's, else appsettings.json beside the executable
    /// where it exists.</param>
    public static ServerOptions Read(string? configFile, IEnumerable<(string Key, string Value)> switches, List<string> problems)
    {
        var variables = new ConfigurationBuilder().AddEnvironmentVariables(Prefix).Build().GetChildren().Where(IsOurs).ToList();
        configFile ??= variables.FirstOrDefault(IsConfig)?.Value;
        var file = FileOf(configFile, problems);
        foreach (var section in file.GetChildren().Where(section => section.Key is not (Section or LoggingSection)))
            problems.Add($"Unknown section '{section.Key}' in {configFile ?? DefaultFile}. Sections: {Section}, {LoggingSection}.");
        var options = Take(new ServerOptions(), Given(file.GetSection(Section).GetChildren()), configFile ?? DefaultFile, problems);
        options = Take(options, Given(variables.Where(variable => !IsConfig(variable))), "the environment", problems);
        options = Take(options, switches, "the command line", problems);
        return options with
        {
            Logging = new ConfigurationBuilder().AddConfiguration(file).AddEnvironmentVariables().Build().GetSection(LoggingSection),
            OpenTelemetry = OpenTelemetryVariables(),
        };
    }

    private static Dictionary<string, string?> OpenTelemetryVariables() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Where(variable => ((string)variable.Key).StartsWith(OpenTelemetryPrefix, StringComparison.Ordinal))
        .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value);

    private static IConfigurationRoot FileOf(string? configFile, List<string> problems)
    {
        try
        {
            var path = configFile is null ? Path.Combine(AppContext.BaseDirectory, DefaultFile) : Path.GetFullPath(configFile);
            return new ConfigurationBuilder().AddJsonFile(path, optional: configFile is null).Build();
        }
        catch (FileNotFoundException)
        {
            problems.Add($"config: there is no file {configFile}.");
        }
        catch (InvalidDataException problem)
        {
            problems.Add(
                $"config: {configFile ?? DefaultFile} is not valid JSON. {problem.InnerException?.InnerException?.Message ?? problem.InnerException?.Message}");
        }
        return new ConfigurationBuilder().Build();
    }

    private static IEnumerable<(string Key, string Value)> Given(IEnumerable<IConfigurationSection> found) =>
        found.Select(one => (one.Key, one.Value ?? ""));

    private static ServerOptions Take(
        ServerOptions options, IEnumerable<(string Key, string Value)> found, string where, List<string> problems)
    {
        foreach (var (key, value) in found)
        {
            var setting = Settings.All.FirstOrDefault(setting => setting.IsNamed(key));
            if (setting is null)
                problems.Add($"Unknown setting '{key}' in {where}. Settings: {string.Join(", ", Settings.All.Select(one => one.Key))}.");
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

    /// <summary>
    /// Kubernetes gives every pod variables of each service of its namespace; those of one called "diplomacy" begin as ours do.
    /// </summary>
    private static bool IsOurs(IConfigurationSection variable) => !variable.Key.StartsWith(ClientPrefix, StringComparison.OrdinalIgnoreCase)
        && !KubernetesService().IsMatch(variable.Key)
        && !(Settings.Port.IsNamed(variable.Key) && variable.Value is { } value && value.Contains("://", StringComparison.Ordinal));

    private static bool IsConfig(IConfigurationSection variable) => variable.Key.Equals(ConfigKey, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("^(.*_)?SERVICE_(HOST|PORT(_.*)?)$|^(.*_)?PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex KubernetesService();
}
