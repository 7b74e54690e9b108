using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Tests.Server.Monitoring;

/// <summary>What a server sends by OTLP over HTTP: the path, a header, and the bytes, in which texts stand as they are.</summary>
internal sealed record Sent(string Path, string Key, string Body);

/// <summary>Takes what is sent by OTLP over HTTP on a loopback port.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtlpReceiver(WebApplication app) => _app = app;

    public ConcurrentQueue<Sent> Received { get; } = [];

    public string Address => _app.Urls.First();

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new OtlpReceiver(builder.Build());
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync(TestServer.Token);
        return receiver;
    }

    /// <summary>Waits until something was sent that holds a text.</summary>
    public async Task<Sent> UntilAsync(string path, string text)
    {
        while (true)
        {
            if (Received.FirstOrDefault(one => one.Path == path && one.Body.Contains(text, StringComparison.Ordinal)) is { } sent)
                return sent;
            await Task.Delay(20, TestServer.Token);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
        Received.Enqueue(new(context.Request.Path, context.Request.Headers["x-key"].ToString(), Encoding.UTF8.GetString(bytes.ToArray())));
        context.Response.ContentType = "application/x-protobuf";
    }
}
