using DiplomacyApi.Benchmarks.Filling;
using DiplomacyApi.Benchmarks.Floors;
using DiplomacyApi.Benchmarks.Loads;
using DiplomacyApi.Benchmarks.Running;

namespace DiplomacyApi.Benchmarks.Measures;

/// <summary>
/// The same server with its journal in PostgreSQL, beside what PostgreSQL does without it, and three servers beside one. The load takes its
/// part of the same cores.
/// </summary>
internal static class OnPostgres
{
    private const string CallsPerSecond = "calls/s";
    private const string StatementsPerSecond = "stmts/s";
    private const int Callers64 = 64;
    private const int Callers10 = 10;

    public static IEnumerable<Measure> All(Workbench bench)
    {
        if (bench.OnPostgres is not { } shared) yield break;
        var (options, peer) = (bench.Options, bench.Postgres!);
        var (get, remark) = (Requests.Get(options.Statements / 2), Requests.Record(Cases.Remark()));
        var guarded = Requests.Record(Cases.Remark($"p-{SenderRequest.NumberPlace}"));

        yield return Measured("pg-get", cancel => LoadAsync(shared.Servers[0], get, Callers.SixtyFour, false, cancel),
            "the same select through Npgsql, no gRPC",
            cancel => PlainSelects.GetAsync(
                shared.Source, $"statements/s-{options.Statements / 2}", Callers64, options.Burst, cancel),
            0.7);
        yield return Measured("pg-page", cancel => LoadAsync(shared.Servers[0], Requests.Page, Callers.Ten, false, cancel),
            "the same select through Npgsql, no gRPC",
            cancel => PlainSelects.PageAsync(shared.Source, Callers10, options.Burst, cancel), 0.7);
        yield return Measured("pg-pending", cancel => LoadAsync(shared.Servers[0], Requests.Pending(), Callers.Ten, false, cancel),
            "the same from a file", async cancel => (await bench.LoadAsync(Requests.Pending(), Callers.Ten, cancel)).PerSecond, null);
        yield return Measured("pg-record-1", cancel => LoadAsync(shared.Servers[0], remark, Callers.One, true, cancel),
            "pgbench inserts, one client", cancel => peer.InsertAsync(options.Burst, cancel, clients: 1), null);
        yield return Measured("pg-record-64", cancel => LoadAsync(shared.Servers[0], remark, Callers.SixtyFour, true, cancel),
            "pgbench inserts, 64 clients", cancel => peer.InsertAsync(options.Burst, cancel), 1.0);
        yield return Measured("pg-three-servers", cancel => SendAsync(3, cancel), "one server, as many callers",
            cancel => SendAsync(1, cancel), 2.0 / 3);
        yield return new Measure("pg-import", StatementsPerSecond, async cancel =>
        {
            var messages = Importer.Messages(Importer.Items(shared.Imported.Take(options.ImportedPerRound))).ToList();
            return (await Importer.SendAsync(shared.Client, messages, cancel)).PerSecond;
        })
        {
            Against = "COPY of all its rows, same indexes",
            Other = async cancel => await (await shared.CopiesAsync(cancel)).RunAsync(cancel),
            Targets = [Target.RatioAtLeast(0.3)],
        };
        yield return new Measure("pg-disk", "KB/stmt", async cancel => await shared.BytesPerStatementAsync(cancel) / 1024)
        {
            IsOnce = true,
        };

        Measure Measured(string name, Func<CancellationToken, Task<double>> ours, string against,
            Func<CancellationToken, Task<double>> other, double? ratioMin) => new(name, CallsPerSecond, ours)
            {
                Against = against,
                Other = other,
                IsWarmedUp = true,
                Targets = ratioMin is { } bound ? [Target.RatioAtLeast(bound)] : [],
            };

        async Task<double> LoadAsync(ServerChild server, Call call, Callers callers, bool repliesDiffer, CancellationToken cancel)
        {
            using var client = new RawClient(server.Address);
            return (await bench.LoadAsync(server.Address, client, call, callers, repliesDiffer, cancel)).PerSecond;
        }

        // As many connections to each.
        async Task<double> SendAsync(int servers, CancellationToken cancel) => (await bench.Sender.RunAsync(
            [.. shared.Servers.Take(servers).Select(server => server.Address)], [guarded], new Callers(6, 10), options.Burst, cancel))
            .PerSecond;
    }
}
