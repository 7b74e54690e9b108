using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Google.Rpc;
using Grpc.Core;
using RpcStatus = Google.Rpc.Status;

namespace DiplomacyApi.Tests.Server;

/// <summary>Sends calls byte by byte, as no gRPC library would, and reads their answers when asked to.</summary>
internal sealed class RawCall(Uri address) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { EnableMultipleHttp2Connections = false });

    /// <summary>One message with its prefix.</summary>
    public static byte[] Framed(byte flag, ReadOnlySpan<byte> message, uint? length = null)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), length ?? (uint)message.Length);
        message.CopyTo(frame.AsSpan(5));
        return frame;
    }

    /// <summary>Begins a call and waits for the headers of its answer.</summary>
    public Task<HttpResponseMessage> SendAsync(string rpc, HttpContent body, string? token = null, string? encoding = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, rpc))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body,
        };
        body.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (encoding is not null) request.Headers.Add("grpc-encoding", encoding);
        return _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestServer.Token);
    }

    /// <summary>How a call ended: its status, and the reason in its details.</summary>
    public static async Task<(StatusCode Status, string Reason)> EndAsync(Task<HttpResponseMessage> call)
    {
        using var response = await call;
        await response.Content.CopyToAsync(Stream.Null, TestServer.Token);
        var headers = response.Headers.Contains("grpc-status") ? (HttpHeaders)response.Headers : response.TrailingHeaders;
        var status = (StatusCode)int.Parse(headers.GetValues("grpc-status").Single(), CultureInfo.InvariantCulture);
        if (!headers.TryGetValues("grpc-status-details-bin", out var details)) return (status, "");
        var text = details.Single();
        var info = RpcStatus.Parser.ParseFrom(Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '=')))
            .GetDetail<ErrorInfo>();
        return (status, info?.Reason ?? "");
    }

    /// <summary>Cancels what is not answered yet.</summary>
    public void Dispose() => _client.Dispose();

    /// <summary>A body that sends some bytes, and holds the rest back until it is disposed.</summary>
    public sealed class Withheld(byte[] begun) : HttpContent
    {
        private readonly TaskCompletionSource _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Sent => _sent.Task;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(begun);
            await stream.FlushAsync();
            _sent.TrySetResult();
            await _over.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            _over.TrySetResult();
            base.Dispose(disposing);
        }
    }
}
