using System.Globalization;

namespace DiplomacyApi.Storage.Postgres.Schema;

/// <summary>The scripts of Schema, which are part of the assembly.</summary>
internal static class Scripts
{
    private const string Folder = "DiplomacyApi.Storage.Postgres.Schema.";
    private const int Digits = 3;

    /// <summary>Those of the journal, by number.</summary>
    public static IReadOnlyList<(int Number, string Sql)> Numbered { get; } = [.. typeof(Scripts).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && char.IsAsciiDigit(name[Folder.Length]))
        .Select(name => name[Folder.Length..])
        .Select(name => (int.Parse(name.AsSpan(0, Digits), CultureInfo.InvariantCulture), Read(name)))
        .OrderBy(script => script.Item1)];

    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(Scripts).Assembly.GetManifestResourceStream(Folder + name)!);
        return reader.ReadToEnd();
    }
}
