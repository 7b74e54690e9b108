using DiplomacyApi.FaultTests.Running;

namespace DiplomacyApi.FaultTests.Fuzzing;

/// <summary>
/// What requests and files are made of: texts, a line each (names, dates, page tokens, what is found to be troublesome), and whole files.
/// </summary>
internal static class Corpus
{
    private static readonly string Folder = Repository.At("tests", "DiplomacyApi.FaultTests", "Fuzzing", "Texts");

    /// <summary>`\u0000` and its like stand for characters that a file of text should not hold.</summary>
    public static IReadOnlyList<string> Words { get; } =
        [.. Directory.GetFiles(Folder, "*.txt").Order(StringComparer.Ordinal).SelectMany(File.ReadAllLines)
            .Select(System.Text.RegularExpressions.Regex.Unescape)];

    /// <summary>Files that an import once dealt with badly, or might.</summary>
    public static IReadOnlyList<FileToImport> Files { get; } =
        [.. Directory.GetFiles(Path.Combine(Folder, "files")).Order(StringComparer.Ordinal).Select(FileToImport.Of)];
}
