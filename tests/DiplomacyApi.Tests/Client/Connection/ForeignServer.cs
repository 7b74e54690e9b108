using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Tests.Client.Connection;

/// <summary>
/// What may stand at an address where a DiplomacyApi server is looked for: a web server, another gRPC server, or a bare socket.
/// </summary>
internal sealed class ForeignServer : IAsyncDisposable
{
    private readonly WebApplication? _app;
    private readonly TcpListener? _listener;
    private readonly Task _accepting = Task.CompletedTask;

    private ForeignServer(WebApplication app) => (_app, Address) = (app, new Uri(app.Urls.First()));

    private ForeignServer(Func<NetworkStream, Socket, Task> converse)
    {
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync(converse);
    }

    public Uri Address { get; }

    /// <summary>A web server that speaks HTTP/2 and gives every request the same answer.</summary>
    public static Task<ForeignServer> AnsweringAsync(
        Action<HttpResponse> answer,
        HttpProtocols protocols = HttpProtocols.Http2) => StartAsync(protocols, _ => { }, app => app.Run(context =>
    {
        answer(context.Response);
        return Task.CompletedTask;
    }));

    /// <summary>A gRPC server with one service.</summary>
    public static Task<ForeignServer> ServingAsync<TService>(TService service)
        where TService : class =>
        StartAsync(HttpProtocols.Http2, services => services.AddSingleton(service), app => app.MapGrpcService<TService>());

    /// <summary>A socket that deals with each connection in a way of its own.</summary>
    public static ForeignServer Conversing(Func<NetworkStream, Socket, Task> converse) => new(converse);

    public static ReadOnlyMemory<byte> Bytes(string text) => Encoding.ASCII.GetBytes(text);

    public async ValueTask DisposeAsync()
    {
        _listener?.Stop();
        await _accepting;
        if (_app is null) return;
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private static async Task<ForeignServer> StartAsync(HttpProtocols protocols, Action<IServiceCollection> add, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        builder.Services.AddGrpc();
        add(builder.Services);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return new ForeignServer(app);
    }

    private async Task AcceptAsync(Func<NetworkStream, Socket, Task> converse)
    {
        try
        {
            while (true)
            {
                using var socket = await _listener!.AcceptSocketAsync();
                await using var stream = new NetworkStream(socket);
                await converse(stream, socket);
            }
        }
        catch (Exception ended) when (ended is SocketException or InvalidOperationException or IOException)
        {
        }
    }
}
