using System.Collections.Concurrent;
using Diplomacy.V1;
using DiplomacyApi.Tests.Storage.Postgres;

namespace DiplomacyApi.Tests.Server;

/// <summary>
/// Seeded journals, each made once in a test run by a real server that loads the seeds, and copied for every server that begins with them.
/// Copies have the same log id; a test that needs another log starts its server by <see cref="TestServer.StartWithNewLogAsync"/>.
/// </summary>
internal static class SeededJournals
{
    // One of the real clock, and one for each instant at which a clock of a test stands: record times must not lie ahead of a server's
    // clock.
    private static readonly ConcurrentDictionary<DateTimeOffset, Lazy<Task<DirectoryInfo>>> Made = [];

    static SeededJournals() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var made in Made.Values.Where(made => made.IsValueCreated && made.Value.IsCompletedSuccessfully))
            made.Value.Result.Delete(recursive: true);
    };

    /// <summary>Lays a seeded journal into a folder, unless one lies there already.</summary>
    public static async Task CopyToAsync(string folder, TimeProvider time)
    {
        if (File.Exists(Path.Combine(folder, TestServer.JournalName)) || TestStores.HasDatabase(folder)) return;
        Directory.CreateDirectory(folder);
        var instant = time == TimeProvider.System ? DateTimeOffset.MinValue : time.GetUtcNow();
        var made = await Made.GetOrAdd(instant, _ => new(() => MakeAsync(time))).Value.WaitAsync(TestServer.Token);
        if (TestStores.IsPostgres) await TestStores.CopyAsync(made.FullName, folder);
        else foreach (var file in made.EnumerateFiles()) file.CopyTo(Path.Combine(folder, file.Name));
    }

    private static async Task<DirectoryInfo> MakeAsync(TimeProvider time)
    {
        var folder = Directory.CreateTempSubdirectory("diplomacy-seeded-");
        await using var server = await TestServer.StartAsync(Repository.At("seeds"), time, folder.FullName);
        // A search waits until every word is in its file, so that no copy has to be indexed.
        await server.Client.Statements.SearchStatementsAsync(new SearchStatementsRequest { Query = "answer" });
        return folder;
    }
}
