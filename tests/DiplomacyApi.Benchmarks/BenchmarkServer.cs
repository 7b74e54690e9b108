using Diplomacy.V1;
using DiplomacyApi.Server.Hosting;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Benchmarks;

/// <summary>The real server on a real file, and beside it one whose only call does nothing.</summary>
internal sealed class BenchmarkServer : IAsyncDisposable
{
    // As many connections as keep one from being the limit for 64 callers.
    private const int Connections = 8;

    private readonly WebApplication _server;
    private readonly WebApplication _empty;
    private readonly GrpcChannel[] _channels;
    private readonly GrpcChannel[] _emptyChannels;

    private BenchmarkServer(WebApplication server, WebApplication empty)
    {
        (_server, _empty) = (server, empty);
        _channels = [.. Enumerable.Range(0, Connections).Select(_ => GrpcChannel.ForAddress(server.Urls.First()))];
        _emptyChannels = [.. Enumerable.Range(0, Connections).Select(_ => GrpcChannel.ForAddress(empty.Urls.First()))];
    }

    public Uri Address => new(_server.Urls.First());

    public GrpcChannel Channel(int caller) => _channels[caller % Connections];

    public GrpcChannel EmptyChannel(int caller) => _emptyChannels[caller % Connections];

    public static async Task<BenchmarkServer> StartAsync(string folder)
    {
        var options = new ServerOptions { Data = Path.Combine(folder, "journal.db"), Port = 0 };
        var server = await DiplomacyServer.StartAsync(options, TimeProvider.System, CancellationToken.None, logging => logging.SetMinimumLevel(LogLevel.Warning));
        return new BenchmarkServer(server, await StartEmptyAsync());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels.Concat(_emptyChannels)) channel.Dispose();
        await _empty.StopAsync();
        await _server.StopAsync();
    }

    private static async Task<WebApplication> StartEmptyAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<EmptyService>();
        await app.StartAsync();
        return app;
    }

    private sealed class EmptyService : JournalService.JournalServiceBase
    {
        private static readonly Task<GetJournalResponse> Nothing = Task.FromResult(new GetJournalResponse());

        public override Task<GetJournalResponse> GetJournal(GetJournalRequest request, ServerCallContext context) => Nothing;
    }
}
