using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using DiplomacyApi.Benchmarks.Loads;

namespace DiplomacyApi.Benchmarks.Children;

/// <summary>
/// Load whose calls differ, which h2load cannot send: the requests lie serialised in a file, and each is sent once, or again with another
/// number in it. Replies are counted, not read. It runs in a process of its own and takes one order a line.
/// </summary>
internal static class Sender
{
    public const string Role = "--sender";
    public const string Ready = "Ready";

    // Calls that take longer than others get more time.
    private const int CallsMin = 30;
    private static readonly MediaTypeHeaderValue Grpc = new("application/grpc");

    public static async Task RunAsync()
    {
        Console.WriteLine(Ready);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var order = JsonSerializer.Deserialize<SenderOrder>(line)!;
            Console.WriteLine(JsonSerializer.Serialize(await SendAsync(order)));
        }
    }

    private static async Task<SenderResult> SendAsync(SenderOrder order)
    {
        var requests = SenderFile.Read(order.File);
        var clients = Enumerable.Range(0, order.Connections).Select(_ => new HttpMessageInvoker(Handler())).ToList();
        var next = -1L;
        var clock = Stopwatch.StartNew();
        var callers = await Task.WhenAll(Enumerable.Range(0, order.Connections * order.PerConnection)
            .Select(caller => Task.Run(() => CallAsync(clients[caller % clients.Count],
                order.Addresses[caller % clients.Count % order.Addresses.Count]))));
        var seconds = clock.Elapsed.TotalSeconds;
        foreach (var client in clients) client.Dispose();
        var micros = callers.SelectMany(caller => caller.Micros).ToList();
        return new SenderResult(micros.Count, callers.Sum(caller => caller.Failed), callers.Sum(caller => caller.Bytes), seconds,
            Percentiles.Of(micros, 0.5), Percentiles.Of(micros, 0.99),
            callers.Select(caller => caller.Failure).FirstOrDefault(failure => failure.Length > 0) ?? "");

        async Task<(List<long> Micros, long Failed, long Bytes, string Failure)> CallAsync(HttpMessageInvoker client, Uri address)
        {
            var (micros, failed, bytes, failure) = (new List<long>(), 0L, 0L, "");
            var buffer = new byte[64 << 10];
            while (true)
            {
                var number = Interlocked.Increment(ref next);
                if (number >= order.CallsMax || (number >= CallsMin && clock.ElapsedMilliseconds >= order.Milliseconds)) break;
                var request = requests[(int)(number % requests.Count)];
                var began = Stopwatch.GetTimestamp();
                using var message = Message(address, request, order.FirstNumber + number);
                using var reply = await client.SendAsync(message, CancellationToken.None);
                await using var content = await reply.Content.ReadAsStreamAsync();
                for (int read; (read = await content.ReadAsync(buffer)) > 0;) bytes += read;
                micros.Add((long)Stopwatch.GetElapsedTime(began).TotalMicroseconds);
                if (Problem(reply) is not { } problem) continue;
                failed++;
                failure = problem;
            }
            return (micros, failed, bytes, failure);
        }
    }

    private static SocketsHttpHandler Handler() =>
        new() { EnableMultipleHttp2Connections = false, UseProxy = false, InitialHttp2StreamWindowSize = 1 << 20 };

    private static HttpRequestMessage Message(Uri address, SenderRequest request, long number)
    {
        var body = request.Framed;
        if (request.NumberAt > 0)
        {
            body = [.. body];
            Utf8Formatter.TryFormat(number, body.AsSpan(request.NumberAt, SenderRequest.NumberDigits), out _,
                new StandardFormat('D', SenderRequest.NumberDigits));
        }
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = Grpc;
        var message = new HttpRequestMessage(HttpMethod.Post, new Uri(address, request.Path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        message.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        return message;
    }

    private static string? Problem(HttpResponseMessage reply)
    {
        if (reply.StatusCode != HttpStatusCode.OK) return $"HTTP {(int)reply.StatusCode}";
        var status = Header(reply.TrailingHeaders, "grpc-status") ?? Header(reply.Headers, "grpc-status");
        return status == "0"
            ? null
            : $"gRPC {status}: {Header(reply.TrailingHeaders, "grpc-message") ?? Header(reply.Headers, "grpc-message")}";
    }

    private static string? Header(HttpHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
