using Diplomacy.V1;
using DiplomacyApi.Benchmarks.Loads;
using DiplomacyApi.Benchmarks.Peers;
using DiplomacyApi.Benchmarks.Running;

namespace DiplomacyApi.Benchmarks.Measures;

/// <summary>Reads of a journal as it was filled.</summary>
internal static class Reads
{
    private const string CallsPerSecond = "calls/s";
    private const int ManyIds = 1_000;

    /// <summary>More than the server keeps.</summary>
    private const int ManyPages = 4_000;

    public static IEnumerable<Measure> All(Workbench bench)
    {
        var statements = bench.Options.Statements;
        var get = Requests.Get(statements / 2);
        var many = Enumerable.Range(0, ManyIds).Select(number => Requests.Get((int)((long)number * statements / ManyIds))).ToList();
        // In the middle, where a whole page was pending then; of few statements, later.
        var (day, part) = bench.Options.IsQuick ? ("2024-06-30", 0.95) : ("2012-06-30", 0.5);
        var past = new ReadAt { AsOf = day };
        var knownBefore = new ReadAt { KnownAtRevision = (long)(statements * part) };
        var (pending, pendingPast, pendingKnown, lens) = (Requests.Pending(), Requests.Pending(past), Requests.Pending(knownBefore),
            Requests.Pending(lens: new StatusLens { PublishedBy = "2025-12-31" }, itemsMin: 1));

        yield return Against("empty", Requests.Journal, Callers.Hundred, "empty call bare", Floor(FloorChild.Empty));
        yield return Against("get", get, Callers.Hundred, "empty call bare", Floor(FloorChild.Empty)) with
        {
            Targets = [Target.RatioAtLeast(0.75)],
        };
        yield return Against("get-static", get, Callers.Hundred, "static statement", Static(get));
        // The same page as now, for each second of a day by which all had been said.
        var pages = Enumerable.Range(0, ManyPages)
            .Select(second => Requests.Pending(new ReadAt { AsOf = $"2026-02-01T{TimeSpan.FromSeconds(second):hh':'mm':'ss}Z" })).ToList();
        yield return new Measure("get-many", CallsPerSecond, async cancel =>
            (await bench.Sender.RunAsync(bench.Server.Address, many, Callers.Hundred, bench.Options.Burst, cancel)).PerSecond)
        {
            Other = async cancel =>
                (await bench.Sender.RunAsync(bench.Floor.Address, [FloorChild.Empty], Callers.Hundred, bench.Options.Burst,
                    cancel)).PerSecond,
            Against = "empty call bare, same sender",
            IsWarmedUp = true,
        };
        yield return Against("page", Requests.Page, Callers.Ten, "static page", Static(Requests.Page)) with
        {
            Targets = [Target.RatioAtLeast(0.70)],
        };
        yield return Against("pending", pending, Callers.Ten, "static page of its bytes", Static(pending)) with
        {
            Targets = [Target.RatioAtLeast(0.40)],
        };
        yield return Against("pending-past", pendingPast, Callers.Ten, "pending now", Server(pending)) with
        {
            Targets = [Target.RatioAtLeast(0.9)],
        };
        yield return Against("pending-known", pendingKnown, Callers.Ten, "pending now", Server(pending)) with
        {
            Targets = [Target.RatioAtLeast(0.9)],
        };
        yield return new Measure("pending-each", CallsPerSecond, async cancel =>
            (await bench.Sender.RunAsync(bench.Server.Address, pages, Callers.Ten, bench.Options.Burst, cancel)).PerSecond)
        {
            Other = async cancel =>
                (await bench.Sender.RunAsync(bench.Server.Address, [pending], Callers.Ten, bench.Options.Burst, cancel)).PerSecond,
            Against = "pending now, same sender",
            IsWarmedUp = true,
        };
        yield return Against("pending-lens", lens, Callers.One, "pending now", Server(pending));
        yield return Against("status", Requests.Status, Callers.Ten, "empty call bare", Floor(FloorChild.Empty)) with
        {
            Targets = [Target.RatioAtLeast(0.15)],
        };
        yield return P99("pending-p99", pending);
        if (bench.Etcd is not null)
            yield return Against("get-etcd", get, Callers.SixtyFour, "etcd range", async (_, cancel) =>
            {
                await bench.Etcd.Client.VerifyAsync(Workbench.EtcdPut("read"), cancel);
                return (await bench.LoadEtcdAsync(Etcd.Range("read"), Callers.SixtyFour, cancel)).PerSecond;
            });
        if (bench.Postgres is not null)
            yield return Against("get-postgres", get, Callers.SixtyFour, "PostgreSQL select by key, no gRPC",
                (_, cancel) => bench.Postgres.SelectAsync(bench.Options.Burst, cancel));

        Measure Against(string name, Call call, Callers callers, string against, Func<Callers, CancellationToken, Task<double>> other) =>
            new(name, CallsPerSecond, async cancel => (await bench.LoadAsync(call, callers, cancel)).PerSecond)
            {
                Against = against,
                Other = cancel => other(callers, cancel),
                IsWarmedUp = true,
            };

        Measure P99(string name, Call call) =>
            new(name, "ms", async cancel => (await bench.LoadAsync(call, Callers.Ten, cancel)).SlowestHundredth.TotalMilliseconds);

        Func<Callers, CancellationToken, Task<double>> Floor(Call call) =>
            async (callers, cancel) => (await bench.LoadFloorAsync(call, callers, cancel)).PerSecond;

        Func<Callers, CancellationToken, Task<double>> Server(Call call) =>
            async (callers, cancel) => (await bench.LoadAsync(call, callers, cancel)).PerSecond;

        Func<Callers, CancellationToken, Task<double>> Static(Call call) => async (callers, cancel) =>
            (await bench.LoadFloorAsync(bench.Floor.Static(await bench.Client.VerifyAsync(call, cancel)), callers, cancel)).PerSecond;
    }
}
