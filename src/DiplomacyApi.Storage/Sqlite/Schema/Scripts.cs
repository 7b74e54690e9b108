using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Sqlite.Schema;

/// <summary>The scripts of Schema, which are part of the assembly.</summary>
internal static partial class Scripts
{
    private const string Folder = "DiplomacyApi.Storage.Sqlite.Schema.";

    /// <summary>Those of the journal, by number.</summary>
    public static IReadOnlyList<(int Number, string Sql)> Numbered { get; } = [.. typeof(Scripts).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .Select(name => (Name: name, Match: Number().Match(name)))
        .Where(script => script.Match.Success)
        .Select(script => (int.Parse(script.Match.Groups[1].Value, CultureInfo.InvariantCulture), Read(script.Name[Folder.Length..])))
        .OrderBy(script => script.Item1)];

    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(Scripts).Assembly.GetManifestResourceStream(Folder + name)!);
        return reader.ReadToEnd();
    }

    /// <summary>
    /// Runs all statements of a script. To the driver an ALTER of a STRICT table returns rows, and it passes over the errors of what comes
    /// after such a statement.
    /// </summary>
    public static void Run(SqliteConnection connection, string sql)
    {
        var result = SQLitePCL.raw.sqlite3_exec(connection.Handle, sql, out var message);
        if (result != SQLitePCL.raw.SQLITE_OK) throw new SqliteException($"SQLite Error {result}: '{message}'.", result);
    }

    [GeneratedRegex(@"\.Schema\.(\d{3})_")]
    private static partial Regex Number();
}
