using System.Globalization;
using System.Text.RegularExpressions;

namespace DiplomacyApi.Storage.Sqlite;

/// <summary>The scripts of Schema, which are part of the assembly.</summary>
internal static partial class Scripts
{
    private const string Folder = "DiplomacyApi.Storage.Schema.";

    /// <summary>Those of the journal, by number.</summary>
    public static IReadOnlyList<(int Number, string Sql)> Numbered { get; } = [.. typeof(Scripts).Assembly.GetManifestResourceNames()
        .Select(name => (Name: name, Match: Number().Match(name)))
        .Where(script => script.Match.Success)
        .Select(script => (int.Parse(script.Match.Groups[1].Value, CultureInfo.InvariantCulture), Read(script.Name[Folder.Length..])))
        .OrderBy(script => script.Item1)];

    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(Scripts).Assembly.GetManifestResourceStream(Folder + name)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\.Schema\.(\d{3})_")]
    private static partial Regex Number();
}
