using DiplomacyApi.Benchmarks.Running;
using Grpc.Core;

namespace DiplomacyApi.Benchmarks.Measures;

/// <summary>What the rounds of a measure gave. Others is as long as Ours, or empty.</summary>
internal sealed record Result(Measure Measure, List<double> Ours, List<double> Others);

/// <summary>Runs the rounds: in each, all measures one after the other, and what is compared right after another.</summary>
internal static class Runner
{
    public static async Task<List<Result>> RunAsync(Options options, IEnumerable<Measure> all, CancellationToken cancellationToken)
    {
        var results = all.Where(measure => options.Wants(measure.Name)).Select(measure => new Result(measure, [], [])).ToList();
        foreach (var result in results)
            if (result.Measure.Prepare is { } prepare) await prepare(cancellationToken);
        // Compiled and cached, as on a server that has run for a while.
        foreach (var result in results.Where(result => result.Measure.IsWarmedUp && !options.IsQuick))
            await RoundAsync(result with { Ours = [], Others = [] }, 0);
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var result in results)
            {
                if (result.Measure.IsOnce && round > 0) continue;
                await RoundAsync(result, round);
            }
        }
        return results;

        async Task RoundAsync(Result result, int round)
        {
            try
            {
                // Neither is always the second.
                if (round % 2 == 1) await OtherAsync(result);
                result.Ours.Add(await result.Measure.Ours(cancellationToken));
                if (round % 2 == 0) await OtherAsync(result);
            }
            catch (Exception failure) when (failure is RunException or RpcException)
            {
                throw new RunException($"{result.Measure.Name}: {failure.Message}");
            }
        }

        async Task OtherAsync(Result result)
        {
            if (result.Measure.Other is { } other) result.Others.Add(await other(cancellationToken));
        }
    }
}
