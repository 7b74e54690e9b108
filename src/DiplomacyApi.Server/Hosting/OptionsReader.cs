using System.Globalization;

namespace DiplomacyApi.Server.Hosting;

/// <summary>Reads the options. A key that is not known is refused: a misspelt setting must not pass for a default.</summary>
internal static class OptionsReader
{
    private const string Section = "Diplomacy";
    private const string Prefix = "DIPLOMACY_";

    // The clients' own variables share the prefix.
    private const string ClientPrefix = "API_";

    private static readonly string[] Keys = ["data", "address", "port", "seed", "reflection"];

    public static ServerOptions Read(IReadOnlyList<string> switches, List<string> problems)
    {
        var appsettings = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true).Build().GetSection(Section);
        var variables = new ConfigurationBuilder().AddEnvironmentVariables(Prefix).Build();
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Take(appsettings.GetChildren().Select(child => (child.Key, child.Value ?? "")), "appsettings.json", settings, problems);
        Take(variables.GetChildren().Where(child => !child.Key.StartsWith(ClientPrefix, StringComparison.OrdinalIgnoreCase))
            .Select(child => (child.Key, child.Value ?? "")), Prefix, settings, problems);
        Take(Switches(switches, problems), "the command line", settings, problems);

        var options = new ServerOptions();
        if (settings.TryGetValue("data", out var data)) options = options with { Data = data };
        if (settings.TryGetValue("address", out var address)) options = options with { Address = address };
        if (settings.TryGetValue("seed", out var seed)) options = options with { Seed = seed };
        if (settings.TryGetValue("port", out var port))
        {
            if (int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) options = options with { Port = number };
            else problems.Add($"port '{port}' is no number; use 0 to 65535.");
        }
        if (settings.TryGetValue("reflection", out var reflection))
        {
            if (bool.TryParse(reflection, out var on)) options = options with { Reflection = on };
            else problems.Add($"reflection '{reflection}' is neither true nor false.");
        }
        problems.AddRange(options.Problems());
        return options;
    }

    private static void Take(IEnumerable<(string Key, string Value)> found, string where, Dictionary<string, string> settings, List<string> problems)
    {
        foreach (var (key, value) in found)
        {
            if (Keys.Contains(key, StringComparer.OrdinalIgnoreCase)) settings[key] = value;
            else problems.Add($"'{key}' of {where} is no setting; there are {string.Join(", ", Keys)}.");
        }
    }

    /// <summary>`--key value`, `--key=value`, and `--reflection` alone.</summary>
    private static List<(string Key, string Value)> Switches(IReadOnlyList<string> switches, List<string> problems)
    {
        var found = new List<(string Key, string Value)>();
        for (var index = 0; index < switches.Count; index++)
        {
            var one = switches[index];
            if (!one.StartsWith("--", StringComparison.Ordinal))
            {
                problems.Add($"'{one}' is no switch; write --data FILE, --port NUMBER, --seed FOLDER.");
                continue;
            }
            var equals = one.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0) found.Add((one[2..equals], one[(equals + 1)..]));
            else if (one == "--reflection") found.Add(("reflection", "true"));
            else if (index + 1 < switches.Count) found.Add((one[2..], switches[++index]));
            else problems.Add($"{one} has no value.");
        }
        return found;
    }
}
