using System.Diagnostics;
using DiplomacyApi.Benchmarks.Filling;
using DiplomacyApi.Benchmarks.Loads;
using DiplomacyApi.Benchmarks.Peers;
using DiplomacyApi.Benchmarks.Running;

namespace DiplomacyApi.Benchmarks;

/// <summary>All that a run has started: the server on a filled journal, the floor, the sender, and the peers that are wanted.</summary>
internal sealed class Workbench : IDisposable
{
    private const int PeerValueBytes = 320;
    private static readonly TimeSpan SenderWarmUp = TimeSpan.FromSeconds(1);
    private readonly H2Load _load;

    private Workbench(Options options, string folder, ServerChild server, FloorChild floor, SenderClient sender) =>
        (Options, Folder, Server, Client, Floor, Sender, _load) =
            (options, folder, server, new RawClient(server.Address), floor, sender, new H2Load(folder));

    public Options Options { get; }

    /// <summary>Where all files of the run lie.</summary>
    public string Folder { get; }

    public ServerChild Server { get; private set; }

    public RawClient Client { get; private set; }

    public FloorChild Floor { get; }

    public SenderClient Sender { get; }

    public Etcd? Etcd { get; private set; }

    public Postgres? Postgres { get; private set; }

    /// <summary>Servers whose journal is in PostgreSQL; null where they are not wanted.</summary>
    public SharedJournal? OnPostgres { get; private set; }

    /// <summary>The statements that the journal was filled with.</summary>
    public int Statements { get; private set; }

    /// <summary>Starts and fills.</summary>
    public static async Task<Workbench> StartAsync(Options options, string folder, CancellationToken cancellationToken)
    {
        var server = await ServerChild.StartAsync(
            Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "data")).FullName, "journal.db"), cancellationToken);
        var floor = await FloorChild.StartAsync(Directory.CreateDirectory(Path.Combine(folder, "replies")).FullName, cancellationToken);
        var bench = new Workbench(options, folder, server, floor, new SenderClient(folder));
        try
        {
            await bench.FillAsync(cancellationToken);
            await bench.StartPeersAsync(cancellationToken);
            // The sender's own code is compiled before it is measured with.
            await bench.Sender.RunAsync(bench.Floor.Address, [FloorChild.Empty], Callers.SixtyFour, SenderWarmUp, cancellationToken);
            return bench;
        }
        catch
        {
            bench.Dispose();
            throw;
        }
    }

    /// <summary>Verifies that the server answers a call, and loads it with it.</summary>
    public Task<Burst> LoadAsync(Call call, Callers callers, CancellationToken cancellationToken, bool repliesDiffer = false) =>
        LoadAsync(Server.Address, Client, call, callers, repliesDiffer, cancellationToken);

    /// <summary>The same of the floor.</summary>
    public Task<Burst> LoadFloorAsync(Call call, Callers callers, CancellationToken cancellationToken) =>
        LoadAsync(Floor.Address, Floor.Client, call, callers, repliesDiffer: false, cancellationToken);

    /// <summary>The same of etcd.</summary>
    public Task<Burst> LoadEtcdAsync(Call call, Callers callers, CancellationToken cancellationToken) =>
        LoadAsync(Etcd!.Address, Etcd.Client, call, callers, repliesDiffer: true, cancellationToken);

    /// <summary>What etcd is given to store: as much as a statement.</summary>
    public static Call EtcdPut(string key = "benchmark") => Peers.Etcd.Put(key, PeerValueBytes);

    public async Task RestartServerAsync(Func<string, CancellationToken, Task<ServerChild>> start, CancellationToken cancellationToken)
    {
        Client.Dispose();
        Server.Dispose();
        Server = await start(Server.Data, cancellationToken);
        Client = new RawClient(Server.Address);
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
        Floor.Dispose();
        Sender.Dispose();
        Etcd?.Dispose();
        OnPostgres?.Dispose();
        Postgres?.Dispose();
    }

    /// <summary>The same of any server.</summary>
    public async Task<Burst> LoadAsync(
        Uri address, RawClient client, Call call, Callers callers, bool repliesDiffer, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var reply = await client.VerifyAsync(call, cancellationToken);
        // Calls that take longer than others get more time.
        var time = clock.Elapsed * Options.CallsMin / Environment.ProcessorCount;
        time = TimeSpan.FromTicks(Math.Clamp(time.Ticks, Options.Burst.Ticks, 5 * Options.Burst.Ticks));
        return await _load.RunAsync(address, call, callers, time, Options.CallsMin, repliesDiffer ? 0 : reply.Length, cancellationToken);
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        await Importer.SendAsync(Client, Importer.Messages(Shape.Registers(Options.Statements)), cancellationToken);
        var wide = await Importer.SendAsync(Client, Importer.Messages(Cases.Wide()), cancellationToken);
        var filled = await Importer.SendAsync(Client,
            Importer.Messages(Importer.Items(new Shape(1, Options.Statements).Take(Options.Statements))), cancellationToken);
        // The negotiation itself was recorded too.
        Statements = wide.Recorded - 1 + filled.Recorded;
        Console.WriteLine($"Filled with {filled.Recorded:N0} statements by import: {filled.PerSecond:N0} statements/s.");
    }

    private async Task StartPeersAsync(CancellationToken cancellationToken)
    {
        if (!Peers.Etcd.IsInstalled) Console.WriteLine("Skipped: etcd (not installed).");
        else if (Options.WantsAny("record", "get-etcd", "mixed")) Etcd = await Peers.Etcd.StartAsync(Folder, cancellationToken);
        if (Peers.Postgres.Programs is null) Console.WriteLine("Skipped: PostgreSQL (not installed).");
        else if (Options.IsQuick && Options.Only.Count == 0)
            Console.WriteLine("Skipped: PostgreSQL (takes seconds to start; name it, as in --only get-postgres, or leave --quick out).");
        else if (Options.WantsAny("get-postgres", "record-postgres", "pg-"))
            Postgres = await Peers.Postgres.StartAsync(PeerValueBytes, cancellationToken);
        if (Postgres is not null && Options.WantsAny("pg-"))
            OnPostgres = await SharedJournal.StartAsync(Postgres, Options, Folder, cancellationToken);
    }
}
