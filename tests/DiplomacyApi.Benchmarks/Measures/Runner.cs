namespace DiplomacyApi.Benchmarks.Measures;

/// <summary>What the rounds of a measure gave. Others is as long as Ours, or empty.</summary>
internal sealed record Result(Measure Measure, List<double> Ours, List<double> Others)
{
    /// <summary>Why the measure cannot be taken; null: it was.</summary>
    public string? Failure { get; set; }
}

/// <summary>Runs the rounds: in each, all measures one after the other, and what is compared right after another.</summary>
internal static class Runner
{
    public static async Task<List<Result>> RunAsync(Options options, IEnumerable<Measure> all, CancellationToken cancellationToken)
    {
        var results = all.Where(measure => options.Wants(measure.Name)).Select(measure => new Result(measure, [], [])).ToList();
        foreach (var result in results.Where(result => result.Measure.Prepare is not null))
            await TryAsync(result, () => result.Measure.Prepare!(cancellationToken));
        // Compiled and cached, as on a server that has run for a while.
        foreach (var result in results.Where(result => result.Measure.IsWarmedUp && !options.IsQuick))
        {
            await RoundAsync(result, 0);
            result.Ours.Clear();
            result.Others.Clear();
        }
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var result in results)
            {
                if (result.Measure.IsOnce && round > 0) continue;
                await RoundAsync(result, round);
            }
        }
        return results;

        Task RoundAsync(Result result, int round) => TryAsync(result, async () =>
        {
            // Neither is always the second.
            if (round % 2 == 1) await OtherAsync(result);
            result.Ours.Add(await result.Measure.Ours(cancellationToken));
            if (round % 2 == 0) await OtherAsync(result);
        });

        // One that cannot be taken does not keep the others from being taken.
        async Task TryAsync(Result result, Func<Task> work)
        {
            if (result.Failure is not null) return;
            try
            {
                await work();
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                result.Failure = failure.Message;
            }
        }

        async Task OtherAsync(Result result)
        {
            if (result.Measure.Other is { } other) result.Others.Add(await other(cancellationToken));
        }
    }
}
