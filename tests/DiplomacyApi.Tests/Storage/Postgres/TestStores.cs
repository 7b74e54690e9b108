using System.Collections.Concurrent;
using Npgsql;

namespace DiplomacyApi.Tests.Storage.Postgres;

/// <summary>
/// Where servers of tests keep their journals: in files, or, where the variable DIPLOMACY_TEST_STORE says `postgres`, each in a database
/// that stands for its folder. So the tests of a server run on both stores, but for those that are about the file.
/// </summary>
internal static class TestStores
{
    /// <summary>The trait of a test that runs on one store alone.</summary>
    public const string Trait = "Store";

    /// <summary>The store of a test that looks into the journal's file.</summary>
    public const string File = "file";

    private static readonly Lazy<Task<PostgresCluster>> Cluster = new(() => PostgresCluster.StartAsync(CancellationToken.None));
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Databases = [];

    static TestStores() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        if (Cluster is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            Cluster.Value.Result.DisposeAsync().AsTask().Wait();
    };

    /// <summary>Whether journals are in PostgreSQL.</summary>
    public static bool IsPostgres { get; } = Environment.GetEnvironmentVariable("DIPLOMACY_TEST_STORE") == "postgres";

    /// <summary>How to connect to the database that stands for a folder; empty: the journal is a file there.</summary>
    public static async Task<string> DatabaseOfAsync(string folder) => IsPostgres
        ? await Databases.GetOrAdd(folder, _ => new(CreateAsync)).Value
        : "";

    /// <summary>Makes the database of a folder a copy of another one's, which no server uses.</summary>
    public static async Task CopyAsync(string from, string to)
    {
        var template = new NpgsqlConnectionStringBuilder(await DatabaseOfAsync(from)).Database!;
        var cluster = await Cluster.Value;
        await Databases.GetOrAdd(to, _ => new(() => cluster.CreateDatabaseAsync(CancellationToken.None, template))).Value;
    }

    /// <summary>Whether a folder has a journal.</summary>
    public static bool HasDatabase(string folder) => Databases.ContainsKey(folder);

    /// <summary>Drops the database of a folder.</summary>
    public static async Task DropAsync(string folder)
    {
        if (Databases.TryRemove(folder, out var made))
            await (await Cluster.Value).DropDatabaseAsync(await made.Value, CancellationToken.None);
    }

    private static async Task<string> CreateAsync() => await (await Cluster.Value).CreateDatabaseAsync(CancellationToken.None);
}
