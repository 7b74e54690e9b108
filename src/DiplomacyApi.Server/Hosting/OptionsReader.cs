using System.Globalization;
using DiplomacyApi.Server.Access;

namespace DiplomacyApi.Server.Hosting;

/// <summary>Reads the options. A key that is not known is refused: a misspelt setting must not pass for a default.</summary>
internal static class OptionsReader
{
    private const string Section = "Diplomacy";
    private const string Prefix = "DIPLOMACY_";

    // The clients' own variables share the prefix.
    private const string ClientPrefix = "API_";

    /// <summary>Every setting by its switch. A variable writes `tls-key` as TLS_KEY, appsettings.json as TlsKey.</summary>
    private static readonly (string Key, Func<ServerOptions, string, ServerOptions> Set)[] Settings =
    [
        ("data", (options, text) => options with { Data = text }),
        ("address", (options, text) => options with { Address = text }),
        ("port", (options, text) => options with { Port = Number(text, "use 0 to 65535") }),
        ("seed", (options, text) => options with { Seed = text }),
        ("reflection", (options, text) => options with { Reflection = Flag(text) }),
        ("tls-certificate", Access((access, text) => access with { TlsCertificate = text })),
        ("tls-key", Access((access, text) => access with { TlsKey = text })),
        ("tls-password-file", Access((access, text) => access with { TlsPasswordFile = text })),
        ("client-ca", Access((access, text) => access with { ClientCa = text })),
        ("jwt-authority", Access((access, text) => access with { JwtAuthority = text })),
        ("jwt-key-file", Access((access, text) => access with { JwtKeyFile = text })),
        ("jwt-issuer", Access((access, text) => access with { JwtIssuer = text })),
        ("jwt-audience", Access((access, text) => access with { JwtAudience = text })),
        ("jwt-name-claim", Access((access, text) => access with { JwtNameClaim = text })),
        ("jwt-role-claim", Access((access, text) => access with { JwtRoleClaim = text })),
        ("insecure-behind-proxy", Access((access, text) => access with { InsecureBehindProxy = Flag(text) })),
        ("calls-per-second", Access((access, text) => access with { CallsPerSecond = Number(text, "use 0 for no bound, or more") })),
        ("calls-at-once", Access((access, text) => access with { CallsAtOnce = Number(text, "use 0 for no bound, or more") })),
        ("connections", Access((access, text) => access with { Connections = Number(text, "use 1 or more") })),
    ];

    /// <summary>Switches that mean true when they stand alone.</summary>
    private static readonly string[] Flags = ["reflection", "insecure-behind-proxy"];

    public static ServerOptions Read(IReadOnlyList<string> switches, List<string> problems)
    {
        var options = ReadUnchecked(switches, problems);
        problems.AddRange(options.Problems());
        return options;
    }

    /// <summary>The same, for commands that do not serve: what is misspelt is told, what a server could not serve with is not.</summary>
    public static ServerOptions ReadUnchecked(IReadOnlyList<string> switches, List<string> problems)
    {
        var appsettings = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true).Build().GetSection(Section);
        var variables = new ConfigurationBuilder().AddEnvironmentVariables(Prefix).Build();
        var options = new ServerOptions();
        options = Take(options, appsettings.GetChildren().Select(child => (child.Key, child.Value ?? "")), "appsettings.json", problems);
        options = Take(options, variables.GetChildren().Where(child => !child.Key.StartsWith(ClientPrefix, StringComparison.OrdinalIgnoreCase))
            .Select(child => (child.Key, child.Value ?? "")), Prefix, problems);
        return Take(options, SwitchReader.Read(switches, Flags, problems), "the command line", problems);
    }

    private static ServerOptions Take(ServerOptions options, IEnumerable<(string Key, string Value)> found, string where, List<string> problems)
    {
        foreach (var (key, value) in found)
        {
            var (name, set) = Settings.FirstOrDefault(setting => Plain(setting.Key).Equals(Plain(key), StringComparison.OrdinalIgnoreCase));
            try
            {
                if (set is null) problems.Add($"'{key}' of {where} is no setting; there are {string.Join(", ", Settings.Select(setting => setting.Key))}.");
                else options = set(options, value);
            }
            catch (FormatException problem)
            {
                problems.Add($"{name} '{value}' {problem.Message}");
            }
        }
        return options;
    }

    private static string Plain(string key) => key.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);

    private static Func<ServerOptions, string, ServerOptions> Access(Func<AccessOptions, string, AccessOptions> set) =>
        (options, text) => options with { Access = set(options.Access, text) };

    private static int Number(string text, string range) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"is no number; {range}.");

    private static bool Flag(string text) => bool.TryParse(text, out var on) ? on : throw new FormatException("is neither true nor false.");
}
