using DiplomacyApi.Client;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.FaultTests.Running;

/// <summary>What a server keeps over all its restarts: one folder with its file, or the database that it shares, and one port.</summary>
internal sealed class ServerHome : IDisposable
{
    private readonly bool _isOwned;

    private ServerHome(string folder, bool isOwned) => (Folder, _isOwned) = (folder, isOwned);

    public string Folder { get; }

    public string Data => Path.Combine(Folder, "journal.db");

    /// <summary>How to connect to the PostgreSQL that holds the journal; null: the file does.</summary>
    public string? Postgres { get; private init; }

    /// <summary>The switch by which a server finds the journal.</summary>
    public string[] Source => Postgres is null ? ["--data", Data] : ["--postgres", Postgres];

    public int Port { get; } = FreePort.Next();

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public static ServerHome New() => new(Directory.CreateTempSubdirectory("diplomacy-fault-").FullName, isOwned: true);

    /// <summary>One of those that share a database.</summary>
    public static ServerHome On(string postgres) =>
        new(Directory.CreateTempSubdirectory("diplomacy-fault-").FullName, isOwned: true) { Postgres = postgres };

    /// <summary>A folder that somebody else made, and removes.</summary>
    public static ServerHome In(string folder) => new(folder, isOwned: false);

    /// <summary>A copy of what lies here, while no server is on it.</summary>
    public ServerHome Copy()
    {
        var copy = New();
        foreach (var file in Directory.GetFiles(Folder)) File.Copy(file, Path.Combine(copy.Folder, Path.GetFileName(file)));
        return copy;
    }

    /// <summary>Nothing lies here but a journal that was closed, what belongs to it, and the files that are named.</summary>
    public void AssertHolds(params string[] more) => Assert.Equal(
        new[] { "journal.db", "journal.db.lock", "journal.db.search" }.Concat(more).Order(StringComparer.Ordinal),
        Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));

    /// <summary>A client for what is no part of the fault, however slow the machine is.</summary>
    public DiplomacyClient Client() => new(new DiplomacyClientOptions { Address = Address, Timeout = TimeSpan.FromMinutes(2) });

    /// <summary>A client that waits no longer than faults last, and then tries again.</summary>
    public static DiplomacyClient ClientOf(Uri address) =>
        new(new DiplomacyClientOptions { Address = address, Timeout = TimeSpan.FromSeconds(20), KeepAlive = TimeSpan.FromSeconds(1) });

    public void Dispose()
    {
        if (_isOwned) Directory.Delete(Folder, recursive: true);
    }
}
