namespace DiplomacyApi.PowerShell.Engine.Reports.Documents;

/// <summary>
/// The handling marking of a whole: the highest of its parts. Markings are free words; those of the two ladders in common use are ranked,
/// and any other is kept beside the highest, because nobody can say that it is lower.
/// </summary>
internal static class Markings
{
    private static readonly string[][] Ladders =
    [
        ["UNCLASSIFIED", "OFFICIAL", "RESTRICTED", "CONFIDENTIAL", "SECRET", "TOP SECRET"],
        ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"],
    ];

    public static string Highest(IEnumerable<string> markings)
    {
        var all = markings.Select(marking => marking.Trim()).Where(marking => marking.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.Ordinal).ToList();
        var highest = Ladders.Select(ladder => all.Where(marking => Rank(ladder, marking) >= 0).MaxBy(marking => Rank(ladder, marking)))
            .OfType<string>();
        return string.Join(" · ", highest.Concat(all.Where(marking => Ladders.All(ladder => Rank(ladder, marking) < 0))));
    }

    private static int Rank(string[] ladder, string marking) =>
        Array.FindIndex(ladder, step => step.Equals(marking, StringComparison.OrdinalIgnoreCase));
}
