using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Benchmarks.Children;

/// <summary>
/// The least that a gRPC server in .NET does: a call that gives stored bytes, without a parser, a gate or a query. The request is the name
/// of a file in its folder; the empty request gives the empty reply.
/// </summary>
internal static class FloorServer
{
    public const string Role = "--floor-server";
    private const string Service = "benchmarks.Floor";
    private const string Get = "Get";
    private const string Stream = "Stream";

    /// <summary>One reply.</summary>
    public const string GetPath = $"/{Service}/{Get}";

    /// <summary>A stream of the replies in a file, each after its length.</summary>
    public const string StreamPath = $"/{Service}/{Stream}";

    private static readonly Marshaller<byte[]> Bytes = new(
        (value, context) =>
        {
            context.SetPayloadLength(value.Length);
            context.GetBufferWriter().Write(value);
            context.Complete();
        },
        context => context.PayloadAsNewBuffer());

    public static async Task RunAsync(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(grpc => grpc.MaxSendMessageSize = null);
        builder.Services.AddSingleton(new Replies(folder));
        builder.Services.AddSingleton<IServiceMethodProvider<Replies>, Methods>();
        var app = builder.Build();
        app.MapGrpcService<Replies>();
        await app.StartAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Serving on {app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()}"));
        await app.WaitForShutdownAsync();
    }

    /// <summary>The bytes that are given, read once.</summary>
    internal sealed class Replies(string folder)
    {
        private static readonly Task<byte[]> Nothing = Task.FromResult(Array.Empty<byte>());
        private readonly ConcurrentDictionary<string, Task<byte[]>> _read = new(StringComparer.Ordinal);

        public Task<byte[]> Of(byte[] name) =>
            name.Length == 0
                ? Nothing
                : _read.GetOrAdd(Encoding.UTF8.GetString(name), file => Task.FromResult(File.ReadAllBytes(Path.Combine(folder, file))));
    }

    private sealed class Methods : IServiceMethodProvider<Replies>
    {
        public void OnServiceMethodDiscovery(ServiceMethodProviderContext<Replies> context)
        {
            context.AddUnaryMethod(new Method<byte[], byte[]>(MethodType.Unary, Service, Get, Bytes, Bytes), [],
                (replies, request, _) => replies.Of(request));
            context.AddServerStreamingMethod(new Method<byte[], byte[]>(MethodType.ServerStreaming, Service, Stream, Bytes, Bytes), [],
                async (replies, request, writer, call) =>
            {
                var all = await replies.Of(request);
                for (var at = 0; at < all.Length;)
                {
                    var length = BitConverter.ToInt32(all, at);
                    await writer.WriteAsync(all[(at + sizeof(int))..(at + sizeof(int) + length)], call.CancellationToken);
                    at += sizeof(int) + length;
                }
            });
        }
    }
}
