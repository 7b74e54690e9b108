using Diplomacy.V1;

namespace DiplomacyApi.Benchmarks.Filling;

/// <summary>Texts of the length and variety that summaries have.</summary>
internal static class Words
{
    private static readonly string[] Known =
    [
        "minister", "foreign", "agreement", "the", "of", "talks", "on", "security", "said", "that", "proposal", "withdrawal", "border",
        "sanctions", "would", "not", "accept", "without", "guarantees",
        "treaty", "inspection", "ceasefire", "parties", "delegation", "and", "to", "a", "in", "written", "answer", "expected", "before",
        "summit", "commission", "water", "fisheries", "tariffs", "prisoners",
        "exchange", "visit", "ambassador", "statement", "spokesperson", "confirmed", "denied", "reports", "recommendation", "human",
        "rights", "review", "implementation", "report", "council", "resolution",
    ];

    public static LocalizedText Text(string text) => new() { Text = text, LanguageCode = "en" };

    /// <summary>One to four sentences.</summary>
    public static string Summary(Random random)
    {
        var sentences = Enumerable.Range(0, random.Next(1, 5))
            .Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(8, 22)).Select(_ => Known[random.Next(Known.Length)])) + ".");
        return string.Join(' ', sentences);
    }
}
