using DiplomacyApi.FaultTests.Running;

namespace DiplomacyApi.FaultTests.Fuzzing;

/// <summary>Texts that requests are made of, a line each: names, dates, page tokens, what is found to be troublesome.</summary>
internal static class Corpus
{
    /// <summary>`\u0000` and its like stand for characters that a file of text should not hold.</summary>
    public static IReadOnlyList<string> Words { get; } =
        [.. Directory.GetFiles(Repository.At("tests", "DiplomacyApi.FaultTests", "corpus"), "*.txt").Order(StringComparer.Ordinal).SelectMany(File.ReadAllLines).Select(System.Text.RegularExpressions.Regex.Unescape)];
}
