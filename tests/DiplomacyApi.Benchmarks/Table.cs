using System.Globalization;
using DiplomacyApi.Benchmarks.Measures;

namespace DiplomacyApi.Benchmarks;

/// <summary>
/// Prints a line a measure: medians of the rounds, the median of their ratios with the least and the largest, and what is to be reached.
/// </summary>
internal static class Table
{
    public static void PrintHeader() => Print("name", "ours", "other", "ratio (min–max)", "target", "against");

    public static void Print(Result result)
    {
        var (measure, ours, others) = result;
        if (result.Failure is not null)
        {
            Console.WriteLine($"{measure.Name,-16} failed: {result.Failure}");
            return;
        }
        var ratios = ours.Zip(others, (one, other) => one / other).ToList();
        var shown = ratios.Count > 0 ? ratios : ours;
        Print(
            measure.Name,
            $"{Figure(Median(ours))} {measure.Unit}",
            others.Count > 0 ? Figure(Median(others)) : "–",
            $"{Figure(Median(shown))} ({Figure(shown.Min())}–{Figure(shown.Max())})",
            measure.Targets.Count == 0
                ? "–"
                : string.Join(", ", measure.Targets.Select(target => Judged(target, target.OfRatio ? ratios : ours))),
            measure.Against);
    }

    private static string Judged(Target target, List<double> figures) =>
        $"{(target.IsAtLeast ? "≥" : "≤")} {Figure(target.Bound)} {(figures.Count == 0 ? "–" : target.IsMet(Median(figures)) ? "ok" : "short")}";

    private static void Print(string name, string ours, string other, string ratio, string target, string against) =>
        Console.WriteLine($"{name,-16} {ours,20} {other,10} {ratio,-26} {target,-30} {against}");

    /// <summary>The figure in the middle.</summary>
    public static double Median(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static string Figure(double figure) => figure switch
    {
        >= 1_000 => figure.ToString("N0", CultureInfo.InvariantCulture),
        >= 100 => figure.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => figure.ToString("0.0", CultureInfo.InvariantCulture),
        >= 0.01 or 0 => figure.ToString("0.00", CultureInfo.InvariantCulture),
        _ => figure.ToString("0.0000", CultureInfo.InvariantCulture),
    };
}
