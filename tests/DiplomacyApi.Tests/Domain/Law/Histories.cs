using CsCheck;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>
/// One entry of a random log as small numbers: each is taken modulo what can be chosen there, and 0 is always the plainest choice, so
/// that shrinking the numbers makes the history plainer.
/// </summary>
internal sealed record Seed(int Kind, int Who, int What, int When, int Lag, int How, int Choice, int Other);

/// <summary>Random logs, small and dense: everything in them is about the same few subjects.</summary>
internal static class Histories
{
    public const int EntriesMin = 3;
    public const int EntriesMax = 14;

    private static readonly Gen<int> Number = Gen.Int[0, 5039];

    /// <summary>
    /// Of everything; and now and then of one demand alone, answered, promised and judged again and again, with or without what its
    /// creditors do besides: join, ask again, leave.
    /// </summary>
    public static Gen<Seed[]> Seeds { get; } = Gen.Frequency(
        (4, (IGen<Seed[]>)Of(Number, Number)),
        (1, Of(Gen.Int[HistoryBuilder.AnswersFirst, HistoryBuilder.AnswersLast], Gen.Const(0))),
        (3, Of(Gen.Int[HistoryBuilder.AnswersFirst, HistoryBuilder.AskingLast], Gen.Const(0))));

    private static Gen<Seed[]> Of(Gen<int> kinds, Gen<int> others) =>
        Gen.Select(kinds, Number, Number, Number, Number, Number, Number, others,
            (kind, who, what, when, lag, how, choice, other) => new Seed(kind, who, what, when, lag, how, choice, other))
        .Array[EntriesMin, EntriesMax];

    public static History From(IEnumerable<Seed> seeds, bool isPlain = false)
    {
        var builder = new HistoryBuilder { IsPlain = isPlain };
        foreach (var seed in seeds) builder.Add(seed);
        return new History(builder.Statements, builder.Corrections);
    }

    /// <summary>Leaves out what a failure does not need, so that what is printed is all that matters.</summary>
    public static IReadOnlyList<Seed> Smallest(IReadOnlyList<Seed> seeds, Func<IReadOnlyList<Seed>, bool> fails)
    {
        for (var changed = true; changed;)
        {
            changed = false;
            for (var at = seeds.Count - 1; at >= 0; at--)
            {
                var fewer = seeds.Where((_, index) => index != at).ToList();
                if (fewer.Count > 0 && fails(fewer))
                {
                    (seeds, changed) = (fewer, true);
                    continue;
                }
                foreach (var simpler in Simpler(seeds[at]))
                {
                    var same = seeds.Select((seed, index) => index == at ? simpler : seed).ToList();
                    if (simpler == seeds[at] || !fails(same)) continue;
                    (seeds, changed) = (same, true);
                    break;
                }
            }
        }
        return seeds;
    }

    private static IEnumerable<Seed> Simpler(Seed seed) =>
        [seed with { Who = 0 }, seed with { What = 0 }, seed with { When = 0 }, seed with { Lag = 0 },
            seed with { How = 0 }, seed with { Choice = 0 }, seed with { Other = 0 }];
}
