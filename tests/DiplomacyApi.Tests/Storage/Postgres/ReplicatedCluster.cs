using Npgsql;

namespace DiplomacyApi.Tests.Storage.Postgres;

/// <summary>
/// A primary and a standby, each in a folder that it keeps. The standby can take over, and the one that was killed comes back as a copy of
/// it. A commit waits for the standby, or for nobody.
/// </summary>
internal sealed class ReplicatedCluster : IAsyncDisposable
{
    // pg_basebackup streams under a name of its own, and must not pass for a standby.
    private const string StandbyName = "standby";

    private readonly string _folder;
    private readonly string[] _settings;
    private readonly bool _isDurable;

    private ReplicatedCluster(string folder, bool isSynchronous, bool isDurable)
    {
        (_folder, _isDurable) = (folder, isDurable);
        _settings = ["wal_keep_size=64MB", .. isSynchronous ? new[] { $"synchronous_standby_names={StandbyName}" } : []];
    }

    /// <summary>The one that takes writes.</summary>
    public PostgresNode Primary { get; private set; } = null!;

    /// <summary>The one that has all that was acknowledged, if commits wait for it; null while there is none.</summary>
    public PostgresNode? Standby { get; private set; }

    /// <summary>Skips the test where PostgreSQL is not installed.</summary>
    public static async Task<ReplicatedCluster> StartAsync(CancellationToken ct, bool isSynchronous = true, bool isDurable = false)
    {
        PostgresNode.Need();
        var folder = Directory.CreateTempSubdirectory("diplomacy-postgres-");
        // Its user goes through it to its own folders.
        if (!OperatingSystem.IsWindows()) folder.UnixFileMode |= UnixFileMode.OtherExecute | UnixFileMode.GroupExecute;
        var cluster = new ReplicatedCluster(folder.FullName, isSynchronous, isDurable);
        try
        {
            cluster.Primary = await PostgresNode.StartAsync(cluster.FolderOf("one"), isDurable, ct, cluster._settings);
            await cluster.StartStandbyAsync(cluster.FolderOf("two"), ct);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>How to connect to a database, whichever of both takes writes.</summary>
    public string ConnectionTo(string database)
    {
        var hosts = $"{FolderOf("one")},{FolderOf("two")}";
        return new NpgsqlConnectionStringBuilder(Primary.ConnectionTo(database)) { Host = hosts }.ConnectionString;
    }

    /// <summary>Lets nothing more go out to the standby, until it is disposed of.</summary>
    public Task<StoppedProcess> StopSendingAsync(CancellationToken ct) =>
        StoppedProcess.StopAsync(Primary, "SELECT pid FROM pg_stat_replication", ct);

    /// <summary>Lets the standby take nothing in of what comes to it, until it is disposed of.</summary>
    public Task<StoppedProcess> StopReceivingAsync(CancellationToken ct) =>
        StoppedProcess.StopAsync(Standby!, "SELECT pid FROM pg_stat_wal_receiver", ct);

    /// <summary>Waits until the standby has all that was committed.</summary>
    public async Task StandbyHasAllAsync(CancellationToken ct)
    {
        const string all = "SELECT count(*) FROM pg_stat_replication WHERE replay_lsn = pg_current_wal_lsn()";
        while (await Primary.SelectAsync(all, ct) is not 1L) await Task.Delay(20, ct);
    }

    /// <summary>Lets the standby take over, whatever became of the primary.</summary>
    public async Task PromoteAsync(CancellationToken ct)
    {
        var standby = Standby!;
        await standby.ExecuteAsync("SELECT pg_promote(wait => true)", ct);
        (Primary, Standby) = (standby, null);
    }

    /// <summary>Kills the primary, and lets the standby take over.</summary>
    public async Task FailOverAsync(CancellationToken ct)
    {
        await Primary.KillAsync(ct);
        await PromoteAsync(ct);
    }

    /// <summary>Puts a copy of the primary in the place of the one that it took over from, as its standby.</summary>
    public Task RejoinAsync(CancellationToken ct)
    {
        var free = Primary.Folder == FolderOf("one") ? FolderOf("two") : FolderOf("one");
        Directory.Delete(free, recursive: true);
        return StartStandbyAsync(free, ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (Standby is not null) await Standby.DisposeAsync();
        if (Primary is not null) await Primary.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string FolderOf(string name) => Path.Combine(_folder, name);

    private async Task StartStandbyAsync(string folder, CancellationToken ct)
    {
        Standby = await Primary.FollowAsync(folder, StandbyName, _isDurable, ct, _settings);
        // It counts once it has told how far it is.
        while (await Primary.SelectAsync("SELECT count(*) FROM pg_stat_replication WHERE flush_lsn IS NOT NULL", ct) is not 1L)
            await Task.Delay(20, ct);
    }
}
