using System.Globalization;

namespace DiplomacyApi.Benchmarks;

/// <summary>What a run measures, and how long.</summary>
internal sealed record Options
{
    /// <summary>A look in less than a minute, before and after a change: few statements, short bursts. Its figures spread widely.</summary>
    public bool IsQuick { get; init; }

    /// <summary>The statements that the journal is filled with.</summary>
    public int Statements { get; init; } = 50_000;

    /// <summary>How often each measure is repeated; those of one round follow each other.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>How long one burst of load lasts.</summary>
    public TimeSpan Burst { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The calls that a figure needs at least.</summary>
    public int CallsMin => IsQuick ? 3 : 30;

    /// <summary>The statements of one round of an import, and of batches.</summary>
    public int ImportedPerRound => IsQuick ? 400 : 5_000;

    /// <summary>The acts of the demands that many act on.</summary>
    public IReadOnlyList<int> HotActs => IsQuick ? [1_000] : [1_000, 5_000];

    /// <summary>The server's executable, as it was published; null: the server that is built with the benchmarks.</summary>
    public string? Server { get; init; }

    /// <summary>The measures wanted, by the beginning of their names. Empty: all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    public bool Wants(string name) => Only.Count == 0 || Only.Any(only => name.StartsWith(only, StringComparison.Ordinal));

    /// <summary>Whether one of the measures whose names begin so is wanted.</summary>
    public bool WantsAny(params string[] names) =>
        names.Any(name => Wants(name) || Only.Any(only => only.StartsWith(name, StringComparison.Ordinal)));

    /// <exception cref="ArgumentException">There is no such option, or its value cannot be read.</exception>
    public static Options Parse(string[] args)
    {
        var options = args.Contains("--quick")
            ? new Options { IsQuick = true, Statements = 4_000, Burst = TimeSpan.FromMilliseconds(150) }
            : new Options();
        for (var index = 0; index < args.Length; index++)
        {
            options = args[index] switch
            {
                "--quick" => options,
                "--statements" => options with { Statements = Number(index) },
                "--rounds" => options with { Rounds = Number(index) },
                "--milliseconds" => options with { Burst = TimeSpan.FromMilliseconds(Number(index)) },
                "--server" => options with { Server = Path.GetFullPath(Value(index)) },
                "--only" =>
                    options with { Only = Value(index).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) },
                var unknown =>
                    throw new ArgumentException(
                        $"Unknown option {unknown}; use --quick, --statements, --rounds, --milliseconds, --server or --only."),
            };
            if (args[index] != "--quick") index++;
        }
        return options;

        string Value(int index) => index + 1 < args.Length ? args[index + 1] : throw new ArgumentException($"{args[index]} needs a value.");

        int Number(int index) => int.TryParse(Value(index), NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number)
            && number > 0
            ? number
            : throw new ArgumentException($"{args[index]} needs a number above 0.");
    }
}
