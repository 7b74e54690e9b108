using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Server.Hosting;
using Grpc.AspNetCore.Server;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Tests.Server;

/// <summary>A real server on a loopback port over a real file, and a client that speaks to it.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly bool _ownsFolder;
    private readonly WebApplication _app;

    private TestServer(string folder, bool ownsFolder, WebApplication app)
    {
        (_folder, _ownsFolder, _app) = (folder, ownsFolder, app);
        Address = new Uri(app.Urls.First());
        Client = new DiplomacyClient(new DiplomacyClientOptions { Address = Address });
    }

    public Uri Address { get; }

    public DiplomacyClient Client { get; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<TestServer> StartSeededAsync() => StartAsync(Repository.At("seeds"), TimeProvider.System);

    public static Task<TestServer> StartEmptyAsync() => StartAsync("", TimeProvider.System);

    public static async Task<TestServer> StartAsync(string seed, TimeProvider time, string? folder = null, bool reflection = false, int port = 0, Interceptor? interceptor = null)
    {
        var own = folder is null;
        folder ??= Directory.CreateTempSubdirectory("diplomacy-test-").FullName;
        var options = new ServerOptions { Data = Path.Combine(folder, "journal.db"), Port = port, Seed = seed, Reflection = reflection };
        return new TestServer(folder, own, await DiplomacyServer.StartAsync(options, time, Token, logging =>
        {
            logging.SetMinimumLevel(LogLevel.Critical);
            if (interceptor is null) return;
            logging.Services.AddSingleton(interceptor.GetType(), interceptor);
            logging.Services.Configure<GrpcServiceOptions>(grpc => grpc.Interceptors.Add(interceptor.GetType()));
        }));
    }

    /// <summary>Tells the server to stop, and waits until it has.</summary>
    public Task StopAsync() => _app.StopAsync(CancellationToken.None);

    public async Task<long> HeadAsync() => (await Client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: Token)).LogPosition.Revision;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        if (_ownsFolder) Directory.Delete(_folder, recursive: true);
    }
}
