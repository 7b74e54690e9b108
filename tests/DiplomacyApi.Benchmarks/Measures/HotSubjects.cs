using DiplomacyApi.Benchmarks.Filling;
using DiplomacyApi.Benchmarks.Loads;

namespace DiplomacyApi.Benchmarks.Measures;

/// <summary>What the next act costs on what has very many already, one caller, against the same where there are few.</summary>
internal static class HotSubjects
{
    private const int FewActs = 5;
    private const int ChainLength = 2_000;

    public static IEnumerable<Measure> All(Workbench bench)
    {
        // So many acts are timed; each small demand gets one of a round, and stays small.
        var acts = bench.Options.IsQuick ? 20 : 100;
        foreach (var hot in bench.Options.HotActs)
        {
            yield return new Measure($"hot-{hot}", "ms", cancel => CostAsync(Enumerable.Repeat($"hot-{hot}", acts), cancel))
            {
                Prepare = cancel =>
                    ImportAsync(
                        Cases.Acted($"hot-{hot}", hot)
                            .Concat(Enumerable.Range(0, acts).SelectMany(number => Cases.Acted($"small-{hot}-{number}", FewActs))),
                        cancel),
                Other = cancel => CostAsync(Enumerable.Range(0, acts).Select(number => $"small-{hot}-{number}"), cancel),
                Against = $"an act on a demand of {FewActs}",
                Targets = [Target.RatioAtMost(2)],
            };
        }

        var length = 0;
        yield return new Measure("chain", "ms", cancel => TimeAsync(Replies($"statements/chain-{length - 2}"), cancel))
        {
            // As long as the server takes it.
            Prepare = async cancel =>
                length = (await Importer.SendAsync(bench.Client, Importer.Messages(Cases.Chain(ChainLength)), cancel,
                    mayFail: true)).Recorded,
            Other = cancel => TimeAsync(Replies(""), cancel),
            Against = $"a remark that replies to nothing; {ChainLength:N0} links were sent",
        };

        Task ImportAsync(IEnumerable<Diplomacy.V1.StatementItem> items, CancellationToken cancel) =>
            Importer.SendAsync(bench.Client, Importer.Messages(items), cancel);

        Task<double> CostAsync(IEnumerable<string> demands, CancellationToken cancel) =>
            TimeAsync(demands.Select(demand => Requests.Record(Cases.PlainAct(demand))), cancel);

        IEnumerable<Call> Replies(string to) => Enumerable.Repeat(Requests.Record(new() { Statement = Cases.Reply(to) }), acts / 2);

        async Task<double> TimeAsync(IEnumerable<Call> calls, CancellationToken cancel) =>
            1_000 / (await bench.Sender.RunOnceAsync(bench.Server.Address, [.. calls], Callers.One, cancel)).PerSecond;
    }
}
