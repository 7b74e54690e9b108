using System.Net;
using System.Net.Sockets;

namespace DiplomacyApi.FaultTests.Running;

/// <summary>Stands before several servers: each connection goes to one that accepts it, by the dice.</summary>
internal sealed class Balancer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly IReadOnlyList<int> _ports;
    private readonly Random _random;
    private readonly Task _accepting;

    public Balancer(IReadOnlyList<int> ports, Random random)
    {
        (_ports, _random) = (ports, random);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _accepting;
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        var carried = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_ended.Token);
                int[] ports = [.. _ports];
                _random.Shuffle(ports);
                carried.RemoveAll(one => one.IsCompleted);
                carried.Add(CarryAsync(client, ports));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(carried);
        }
    }

    private async Task CarryAsync(Socket client, int[] ports)
    {
        using var there = client;
        foreach (var port in ports)
        {
            using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, port, _ended.Token);
            }
            catch (Exception away) when (away is SocketException or OperationCanceledException)
            {
                continue;
            }
            await Task.WhenAny(CopyAsync(client, server), CopyAsync(server, client));
            return;
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var bytes = new byte[1 << 16];
        try
        {
            while (await from.ReceiveAsync(bytes, _ended.Token) is > 0 and var count)
                for (var sent = 0; sent < count;)
                    sent += await to.SendAsync(bytes.AsMemory(sent, count - sent), _ended.Token);
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One of the two went away, and with it the connection.
        }
    }
}
