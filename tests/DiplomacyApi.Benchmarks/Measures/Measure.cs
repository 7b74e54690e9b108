namespace DiplomacyApi.Benchmarks.Measures;

/// <summary>What is to be reached.</summary>
/// <param name="Bound">The bound.</param>
/// <param name="IsAtLeast">Whether more is better.</param>
/// <param name="OfRatio">Whether the ratio is meant, or the figure itself.</param>
internal sealed record Target(double Bound, bool IsAtLeast, bool OfRatio)
{
    public static Target RatioAtLeast(double bound) => new(bound, true, true);

    public static Target RatioAtMost(double bound) => new(bound, false, true);

    public static Target AtLeast(double bound) => new(bound, true, false);

    public static Target AtMost(double bound) => new(bound, false, false);

    public bool IsMet(double figure) => IsAtLeast ? figure >= Bound : figure <= Bound;
}

/// <summary>One figure, and beside it, where there is one, what it is compared with, measured right before or after it.</summary>
internal sealed record Measure(string Name, string Unit, Func<CancellationToken, Task<double>> Ours)
{
    /// <summary>What it is compared with; null: nothing.</summary>
    public Func<CancellationToken, Task<double>>? Other { get; init; }

    /// <summary>What that is.</summary>
    public string Against { get; init; } = "";

    public IReadOnlyList<Target> Targets { get; init; } = [];

    /// <summary>Done once, before the first round.</summary>
    public Func<CancellationToken, Task>? Prepare { get; init; }

    /// <summary>Whether a round goes before those that count.</summary>
    public bool IsWarmedUp { get; init; }

    /// <summary>Whether every round would give the same.</summary>
    public bool IsOnce { get; init; }
}
