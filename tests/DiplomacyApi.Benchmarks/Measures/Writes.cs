using DiplomacyApi.Benchmarks.Filling;
using DiplomacyApi.Benchmarks.Floors;
using DiplomacyApi.Benchmarks.Loads;

namespace DiplomacyApi.Benchmarks.Measures;

/// <summary>
/// Writes, one at a time and many at once. Those with a request id are sent by the sender, and so are those that they are compared with.
/// </summary>
internal static class Writes
{
    private const string CallsPerSecond = "calls/s";
    private const string StatementsPerSecond = "stmts/s";
    private const int BatchStatements = 200;
    private const int PlainStatementsMax = 20_000;
    private const int ManyKeys = 1_000;
    private const int ReadsPerWrite = 9;

    public static IEnumerable<Measure> All(Workbench bench)
    {
        var (options, etcd) = (bench.Options, bench.Etcd);
        var remark = Requests.Record(Cases.Remark());
        var guarded = Requests.Record(Cases.Remark($"r-{SenderRequest.NumberPlace}"));
        var puts = Enumerable.Range(0, ManyKeys).Select(number => Workbench.EtcdPut($"key-{number:D6}")).ToList();
        var mixed = Enumerable.Range(0, ReadsPerWrite).Select(number => Requests.Get(number * 97 % options.Statements)).Append(guarded)
            .ToList();
        var mixedPeer = Enumerable.Range(0, ReadsPerWrite).Select(number => Peers.Etcd.Range($"key-{number:D6}")).Append(puts[^1]).ToList();

        yield return Recorded("record-1", Callers.One) with { Targets = [Target.RatioAtLeast(0.7)] };
        yield return Recorded("record-64", Callers.SixtyFour);
        yield return Sent("record-1-id", [guarded], Callers.One, puts, "etcd put, same sender") with
        {
            Targets = [Target.RatioAtLeast(0.7)],
        };
        yield return Sent("record-64-id", [guarded], Callers.SixtyFour, puts, "etcd put, same sender") with
        {
            Targets = [Target.RatioAtLeast(1.0)],
        };
        yield return Sent("mixed", mixed, Callers.SixtyFour, mixedPeer, "etcd, nine ranges to a put, same sender");
        if (bench.Postgres is not null)
            yield return Recorded("record-postgres", Callers.SixtyFour) with
            {
                Against = "PostgreSQL insert, no gRPC",
                Other = cancel => bench.Postgres.InsertAsync(options.Burst, cancel),
            };
        yield return new Measure("record-p99", "ms", async cancel =>
            (await bench.LoadAsync(remark, Callers.SixtyFour, cancel, repliesDiffer: true)).SlowestHundredth.TotalMilliseconds);

        var plain = new Lazy<PlainInserts>(() => new PlainInserts(bench.Server.Data, Math.Min(PlainStatementsMax, options.Statements)));
        var shape = new Shape(2, options.Statements, "batch");
        Task<double> Plain(int perCommit) => Task.Run(() => plain.Value.Run(bench.Folder, perCommit));
        async Task<double> BatchAsync(CancellationToken cancel)
        {
            var batches = shape.Take(options.ImportedPerRound).Chunk(BatchStatements).Select(Requests.Batch).ToList();
            return (await bench.Sender.RunOnceAsync(bench.Server.Address, batches, Callers.One, cancel)).PerSecond * BatchStatements;
        }
        yield return new Measure("batch", StatementsPerSecond, BatchAsync)
        {
            Other = _ => Plain(64),
            Against = "plain inserts, 64 a commit",
            Targets = [Target.RatioAtLeast(0.6), Target.AtLeast(12_000)],
        };

        var imported = new Shape(3, options.Statements, "import");
        async Task<double> ImportAsync(CancellationToken cancel)
        {
            var messages = Importer.Messages(Importer.Items(imported.Take(options.ImportedPerRound))).ToList();
            return (await Importer.SendAsync(bench.Client, messages, cancel)).PerSecond;
        }
        yield return new Measure("import", StatementsPerSecond, ImportAsync)
        {
            Other = _ => Plain(1_000),
            Against = "plain inserts, 1,000 a commit",
            Targets = [Target.RatioAtLeast(0.6), Target.AtLeast(12_000)],
        };

        Measure Recorded(string name, Callers callers)
        {
            // A new statement each time: without an id the server gives one.
            var measure = new Measure(name, CallsPerSecond, async cancel =>
                (await bench.LoadAsync(remark, callers, cancel, repliesDiffer: true)).PerSecond)
            { IsWarmedUp = true };
            return etcd is null
                ? measure
                : measure with
                {
                    Other = async cancel => (await bench.LoadEtcdAsync(Workbench.EtcdPut(), callers, cancel)).PerSecond,
                    Against = "etcd put",
                };
        }

        Measure Sent(string name, IReadOnlyList<Call> calls, Callers callers, IReadOnlyList<Call> peer, string against)
        {
            var measure = new Measure(name, CallsPerSecond, async cancel =>
                (await bench.Sender.RunAsync(bench.Server.Address, calls, callers, options.Burst, cancel)).PerSecond)
            { IsWarmedUp = true };
            return etcd is null
                ? measure
                : measure with
                {
                    Other = async cancel => (await bench.Sender.RunAsync(etcd.Address, peer, callers, options.Burst, cancel)).PerSecond,
                    Against = against,
                };
        }
    }
}
