namespace DiplomacyApi.Benchmarks.Loads;

/// <summary>How many calls are open at once: so many on each of so many connections.</summary>
internal sealed record Callers(int Connections, int PerConnection)
{
    public static readonly Callers One = new(1, 1);
    public static readonly Callers Ten = new(10, 1);
    public static readonly Callers SixtyFour = new(8, 8);
    public static readonly Callers Hundred = new(10, 10);

    public int Count => Connections * PerConnection;
}

/// <summary>What a burst of load came to.</summary>
/// <param name="PerSecond">The calls answered in a second.</param>
/// <param name="Calls">The calls answered.</param>
/// <param name="SlowestHundredth">What one call in a hundred takes at least.</param>
internal sealed record Burst(double PerSecond, long Calls, TimeSpan SlowestHundredth);
