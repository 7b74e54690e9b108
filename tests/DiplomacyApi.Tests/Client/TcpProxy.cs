using System.Net;
using System.Net.Sockets;

namespace DiplomacyApi.Tests.Client;

/// <summary>Stands between a client and a server, and cuts what is between them when asked to.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private const int BufferBytes = 1 << 16;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly List<TcpClient> _open = [];
    private readonly Uri _server;
    private readonly Task _accepting;
    private int _openNow;
    private volatile int _frozenThrough;

    public TcpProxy(Uri server)
    {
        _server = server;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>The connections made so far.</summary>
    public int Connections { get; private set; }

    /// <summary>The connections that the client has not ended.</summary>
    public int Open => Volatile.Read(ref _openNow);

    /// <summary>Lets nothing more through the connections that there are, and ends none of them: neither end learns of it.</summary>
    public void Freeze() => _frozenThrough = Connections;

    /// <summary>Ends every connection in the middle of whatever it carries.</summary>
    public void Cut()
    {
        lock (_open)
        {
            foreach (var one in _open)
            {
                one.LingerState = new LingerOption(true, 0);
                one.Close();
            }
            _open.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptTcpClientAsync(_ended.Token);
                var far = new TcpClient();
                await far.ConnectAsync(IPAddress.Loopback, _server.Port, _ended.Token);
                lock (_open) _open.AddRange([near, far]);
                Connections++;
                _ = CountedAsync(near, far, Connections);
                _ = PassAsync(far, near, Connections);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task CountedAsync(TcpClient near, TcpClient far, int number)
    {
        Interlocked.Increment(ref _openNow);
        await PassAsync(near, far, number);
        Interlocked.Decrement(ref _openNow);
        lock (_open)
        {
            foreach (var one in new[] { near, far })
                if (_open.Remove(one)) one.Close();
        }
    }

    private async Task PassAsync(TcpClient from, TcpClient to, int number)
    {
        try
        {
            var buffer = new byte[BufferBytes];
            while (await from.GetStream().ReadAsync(buffer, _ended.Token) is > 0 and var read)
            {
                if (number <= _frozenThrough) await Task.Delay(Timeout.Infinite, _ended.Token);
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _ended.Token);
            }
        }
        catch (Exception cut)
            when (cut is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }
}
