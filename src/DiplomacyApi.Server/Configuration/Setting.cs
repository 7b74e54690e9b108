using System.Globalization;

namespace DiplomacyApi.Server.Configuration;

/// <summary>One setting of the server: its names, what it means, and how its text is read.</summary>
/// <param name="Key">The name of its switch, without the dashes: `tls-key`.</param>
/// <param name="Value">What follows the switch: `FILE`. Empty: the switch alone means true.</param>
/// <param name="Default">The default, as help shows it.</param>
/// <param name="Description">What it means and its range, in one or two sentences.</param>
/// <param name="Set">Gives the options with its value. Throws <see cref="FormatException"/> with what is wrong and the way out.</param>
public sealed record Setting(string Key, string Value, string Default, string Description, Func<ServerOptions, string, ServerOptions> Set)
{
    /// <summary>Whether the switch needs no value.</summary>
    public bool IsFlag => Value.Length == 0;

    /// <summary>Its switch: `--tls-key`.</summary>
    public string Switch => "--" + Key;

    /// <summary>Its environment variable: `DIPLOMACY_TLS_KEY`.</summary>
    public string Variable => OptionsReader.Prefix + Key.Replace('-', '_').ToUpperInvariant();

    /// <summary>Its key in the section Diplomacy of a configuration file: `TlsKey`.</summary>
    public string JsonKey => string.Concat(Key.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>Whether a key of a variable or a file means this setting.</summary>
    public bool IsNamed(string key) => Plain(Key).Equals(Plain(key), StringComparison.OrdinalIgnoreCase);

    /// <summary>A whole number of at least <paramref name="min"/> and at most <paramref name="max"/>.</summary>
    public static int Number(string text, int min, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new FormatException(max == int.MaxValue
                ? string.Create(CultureInfo.InvariantCulture, $"must be a whole number of at least {min}")
                : string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {min} to {max}"));

    /// <summary>`true` or `false`.</summary>
    public static bool Flag(string text) => bool.TryParse(text, out var on) ? on : throw new FormatException("must be true or false");

    private static string Plain(string key) => key.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
}
