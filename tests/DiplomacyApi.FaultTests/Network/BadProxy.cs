using System.Net;
using System.Net.Sockets;
using DiplomacyApi.FaultTests.Running;

namespace DiplomacyApi.FaultTests.Network;

/// <summary>What a network does to a connection.</summary>
internal enum Trouble
{
    None,

    /// <summary>It is reset after some bytes, in the middle of whatever they are.</summary>
    Cut,

    /// <summary>It carries nothing for a while.</summary>
    Stall,

    /// <summary>It carries one byte at a time.</summary>
    Trickle,

    /// <summary>What the server answers does not arrive, and then it is reset.</summary>
    LoseAnswer,
}

/// <summary>Stands between clients and a server, and gives each connection one trouble after some bytes, by the dice.</summary>
internal sealed class BadProxy : IAsyncDisposable
{
    private const int TrickledBytes = 400;

    private static readonly TimeSpan StallTime = TimeSpan.FromMilliseconds(1_500);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = CancellationTokenSource.CreateLinkedTokenSource(Faults.Token);
    private readonly Random _random;
    private readonly int _port;
    private readonly Task _accepting;
    private volatile bool _isQuiet;

    public BadProxy(int port, Random random)
    {
        (_port, _random) = (port, random);
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>How often each trouble came about.</summary>
    public int[] Troubles { get; } = new int[Enum.GetValues<Trouble>().Length];

    /// <summary>Troubles that end a connection; each makes the next one.</summary>
    public int Connections { get; private set; }

    /// <summary>Makes no more trouble.</summary>
    public void Calm() => _isQuiet = true;

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
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
                Connections++;
                var (trouble, after) = ((Trouble)_random.Next(1, Troubles.Length), _random.Next(200, 8_000));
                _ = CarryAsync(near, trouble, after);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task CarryAsync(TcpClient near, Trouble trouble, int after)
    {
        using var far = new TcpClient { NoDelay = true };
        using (near)
        {
            near.NoDelay = true;
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, _port, _ended.Token);
                var isLost = trouble == Trouble.LoseAnswer;
                await Task.WhenAny(
                    PassAsync(near, far, isLost ? Trouble.None : trouble, after),
                    PassAsync(far, near, trouble, after));
            }
            catch (Exception cut)
                when (cut is IOException or OperationCanceledException or SocketException or ObjectDisposedException
                    or InvalidOperationException)
            {
            }
            near.LingerState = new LingerOption(true, 0);
            far.LingerState = new LingerOption(true, 0);
        }
    }

    private async Task PassAsync(TcpClient from, TcpClient to, Trouble trouble, int after)
    {
        var (buffer, passed, isDone) = (new byte[4096], 0, trouble == Trouble.None);
        while (await from.GetStream().ReadAsync(buffer, _ended.Token) is > 0 and var read)
        {
            var bytes = buffer.AsMemory(0, read);
            passed += read;
            if (isDone || _isQuiet || passed < after)
            {
                await to.GetStream().WriteAsync(bytes, _ended.Token);
                continue;
            }
            isDone = true;
            Interlocked.Increment(ref Troubles[(int)trouble]);
            switch (trouble)
            {
                case Trouble.Cut:
                    await to.GetStream().WriteAsync(bytes[..(read / 2)], _ended.Token);
                    return;
                case Trouble.LoseAnswer: return;
                case Trouble.Stall:
                    await Task.Delay(StallTime, _ended.Token);
                    await to.GetStream().WriteAsync(bytes, _ended.Token);
                    break;
                default:
                    for (var at = 0; at < Math.Min(read, TrickledBytes); at++)
                        await to.GetStream().WriteAsync(bytes.Slice(at, 1), _ended.Token);
                    await to.GetStream().WriteAsync(bytes[Math.Min(read, TrickledBytes)..], _ended.Token);
                    break;
            }
            // The same connection has trouble again later.
            (passed, isDone) = (0, false);
        }
    }
}
