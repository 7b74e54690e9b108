namespace DiplomacyApi.Benchmarks.Loads;

internal static class Percentiles
{
    /// <summary>What the given part of the values does not exceed. Of no values: 0.</summary>
    public static long Of(List<long> values, double part)
    {
        if (values.Count == 0) return 0;
        values.Sort();
        return values[Math.Min(values.Count - 1, (int)(values.Count * part))];
    }
}
