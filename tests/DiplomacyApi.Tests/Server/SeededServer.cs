using DiplomacyApi.Client;

namespace DiplomacyApi.Tests.Server;

/// <summary>One seeded server for the tests of a class that only read, or leave what they write alone.</summary>
public sealed class SeededServer : IAsyncLifetime
{
    private TestServer? _server;

    public DiplomacyClient Client => _server!.Client;

    public Uri Address => _server!.Address;

    public Task<long> HeadAsync() => _server!.HeadAsync();

    public async ValueTask InitializeAsync() => _server = await TestServer.StartSeededAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }
}
