using DiplomacyApi.Tests.Storage.Postgres;

[assembly: AssemblyFixture(typeof(SharedCluster))]

namespace DiplomacyApi.Tests.Storage.Postgres;

/// <summary>The cluster of all tests that do not harm theirs, started by the first that needs it.</summary>
public sealed class SharedCluster : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1);
    private PostgresCluster? _cluster;

    internal async Task<PostgresCluster> StartedAsync(CancellationToken ct)
    {
        await _starting.WaitAsync(ct);
        try
        {
            // It outlives the test that happens to start it.
            return _cluster ??= await PostgresCluster.StartAsync(CancellationToken.None);
        }
        finally
        {
            _starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
        _starting.Dispose();
    }
}
