using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Server.Configuration;
using DiplomacyApi.Server.Hosting;
using DiplomacyApi.Tests.Storage.Postgres;
using Grpc.AspNetCore.Server;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DiplomacyApi.Tests.Server;

/// <summary>A real server on a loopback port over a real file, and a client that speaks to it.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    public const string JournalName = "journal.db";

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

    /// <summary>What the server is put together from.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>How the transport is set up.</summary>
    public KestrelServerOptions Kestrel => _app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts over a copy of the seeded journal, or over the journal that lies in the folder already.</summary>
    public static async Task<TestServer> StartSeededAsync(TimeProvider? time = null, string? folder = null, Interceptor? interceptor = null)
    {
        time ??= TimeProvider.System;
        var data = folder ?? NewFolder();
        await SeededJournals.CopyToAsync(data, time);
        return await ServeAsync("", time, data, folder is null, interceptor: interceptor);
    }

    /// <summary>Starts over a log of its own, with an id that no other has, into which it loads the seeds.</summary>
    public static Task<TestServer> StartWithNewLogAsync() => StartAsync(Repository.At("seeds"), TimeProvider.System);

    public static Task<TestServer> StartEmptyAsync() => StartAsync("", TimeProvider.System);

    /// <summary>Starts over a folder, or a new one of its own; what is to be seeded it loads itself.</summary>
    public static Task<TestServer> StartAsync(
        string seed, TimeProvider time, string? folder = null, bool reflection = false, int port = 0, Interceptor? interceptor = null) =>
        ServeAsync(seed, time, folder ?? NewFolder(), folder is null, reflection, port, interceptor);

    /// <summary>Starts over a database, which others may serve as well.</summary>
    public static async Task<TestServer> StartOnAsync(string postgres, string seed = "", bool isReadOnly = false)
    {
        var folder = NewFolder();
        var options = new ServerOptions
        {
            Postgres = postgres,
            ReadOnly = isReadOnly,
            Credentials = Path.Combine(folder, "access.json"),
            Port = 0,
            Seed = seed,
        };
        return new TestServer(folder, ownsFolder: true,
            await DiplomacyServer.StartAsync(options, TimeProvider.System, Token, logging => logging.SetMinimumLevel(LogLevel.Critical)));
    }

    private static async Task<TestServer> ServeAsync(
        string seed, TimeProvider time, string folder, bool ownsFolder, bool reflection = false, int port = 0,
        Interceptor? interceptor = null)
    {
        var options = new ServerOptions { Port = port, Seed = seed, Reflection = reflection };
        options = await TestStores.DatabaseOfAsync(folder) is { Length: > 0 } database
            ? options with { Postgres = database, Credentials = Path.Combine(folder, "access.json") }
            : options with { Data = Path.Combine(folder, JournalName) };
        return new TestServer(folder, ownsFolder, await DiplomacyServer.StartAsync(options, time, Token, logging =>
        {
            logging.SetMinimumLevel(LogLevel.Critical);
            if (interceptor is null) return;
            logging.Services.AddSingleton(interceptor.GetType(), interceptor);
            if (interceptor is IStartupFilter filter) logging.Services.AddSingleton(filter);
            logging.Services.Configure<GrpcServiceOptions>(grpc => grpc.Interceptors.Add(interceptor.GetType()));
        }));
    }

    /// <summary>Asks the server to stop, and waits until it has.</summary>
    public Task StopAsync() => _app.StopAsync(CancellationToken.None);

    public async Task<long> HeadAsync() =>
        (await Client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: Token)).LogPosition.Revision;

    private static string NewFolder() => Directory.CreateTempSubdirectory("diplomacy-test-").FullName;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        if (!_ownsFolder) return;
        await TestStores.DropAsync(_folder);
        Directory.Delete(_folder, recursive: true);
    }
}
