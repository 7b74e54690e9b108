using System.Globalization;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>
/// Which histories the law tries. They are the same in each run, so that the result does not depend on luck. LAW_SEED (sixteen
/// hexadecimal digits) selects others, and LAW_SCALE multiplies their number (0.5: half of them).
/// </summary>
internal static class LawRun
{
    public static string Place { get; } = Environment.GetEnvironmentVariable("LAW_SEED") is { Length: > 0 } named
        ? named
        : "0000000000000001";

    private static double Scale { get; } =
        double.TryParse(Environment.GetEnvironmentVariable("LAW_SCALE"), CultureInfo.InvariantCulture, out var scale) && scale > 0
            ? scale
            : 1;

    public static int Times(int usual) => (int)Math.Ceiling(usual * Scale);

    /// <summary>Seeds for tests that take a number; from 1 unless LAW_SEED is set.</summary>
    public static IEnumerable<int> Seeds(int usual) =>
        Enumerable.Range(1 + (int)((Convert.ToUInt64(Place, 16) - 1) % 1_000_000_000), Times(usual));
}
