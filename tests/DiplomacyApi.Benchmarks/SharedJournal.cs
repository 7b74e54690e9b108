using DiplomacyApi.Benchmarks.Filling;
using DiplomacyApi.Benchmarks.Floors;
using DiplomacyApi.Benchmarks.Loads;
using DiplomacyApi.Benchmarks.Peers;
using DiplomacyApi.Benchmarks.Running;
using Npgsql;

namespace DiplomacyApi.Benchmarks;

/// <summary>Three servers that share a journal in PostgreSQL, filled like the one in a file.</summary>
internal sealed class SharedJournal : IDisposable
{
    private const int ServersCount = 3;

    private PlainCopies? _copies;

    private SharedJournal(List<ServerChild> servers, string connection, int statements)
    {
        Servers = servers;
        Client = new RawClient(servers[0].Address);
        Source = NpgsqlDataSource.Create(connection);
        Imported = new Shape(4, statements, "postgres");
    }

    public IReadOnlyList<ServerChild> Servers { get; }

    /// <summary>Calls the first of them.</summary>
    public RawClient Client { get; }

    /// <summary>Asks the database without them.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>What is imported on top.</summary>
    public Shape Imported { get; }

    public static async Task<SharedJournal> StartAsync(
        Postgres postgres, Options options, string folder, CancellationToken cancellationToken)
    {
        var connection = await postgres.CreateDatabaseAsync("journal", cancellationToken);
        var servers = new List<ServerChild>();
        for (var number = 0; number < ServersCount; number++)
            servers.Add(await ServerChild.StartOnAsync(connection, Path.Combine(folder, $"server-{number}"), cancellationToken));
        var shared = new SharedJournal(servers, connection, options.Statements);
        await Importer.SendAsync(shared.Client, Importer.Messages(Shape.Registers(options.Statements)), cancellationToken);
        var filled = await Importer.SendAsync(shared.Client,
            Importer.Messages(Importer.Items(new Shape(1, options.Statements).Take(options.Statements))), cancellationToken);
        Console.WriteLine(
            $"Filled PostgreSQL with {filled.Recorded:N0} statements by import: {filled.PerSecond:N0} statements/s.");
        return shared;
    }

    /// <summary>The rows that are there when it is first asked for, to be copied.</summary>
    public async Task<PlainCopies> CopiesAsync(CancellationToken cancellationToken) =>
        _copies ??= await PlainCopies.ReadAsync(Source, cancellationToken);

    public async Task<double> BytesPerStatementAsync(CancellationToken cancellationToken)
    {
        await using var command = Source.CreateCommand(
            """
            SELECT sum(pg_total_relation_size(c.oid))::float8 / (SELECT count(*) FROM diplomacy.statements)
            FROM pg_class c WHERE c.relnamespace = 'diplomacy'::regnamespace AND c.relkind = 'r'
            """);
        return (double)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public void Dispose()
    {
        Client.Dispose();
        foreach (var server in Servers) server.Dispose();
        Source.Dispose();
    }
}
