namespace DiplomacyApi.Benchmarks;

/// <summary>Prints medians, spreads and ratios to the floor measured before.</summary>
internal static class Table
{
    public static void Print(Dictionary<Workload, List<double>> results)
    {
        Console.WriteLine();
        Console.WriteLine("| what | callers | per second (median) | lowest – highest | of the floor |");
        Console.WriteLine("|---|---|---|---|---|");
        var floor = 0.0;
        foreach (var (workload, figures) in results)
        {
            figures.Sort();
            var median = figures[figures.Count / 2];
            var isFloor = workload.Name.StartsWith("empty call", StringComparison.Ordinal) || workload.Name.StartsWith("raw", StringComparison.Ordinal);
            if (isFloor) floor = median;
            Console.WriteLine($"| {workload.Name} | {workload.Callers} | {median:N0} | {figures[0]:N0} – {figures[^1]:N0} | {(isFloor ? "" : (median / floor).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture))} |");
        }
    }
}
