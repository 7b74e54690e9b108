using System.Net.Sockets;
using Npgsql;

namespace DiplomacyApi.Tests.Storage.Postgres;

/// <summary>Stands before a server's socket, and can lose what is connected: the client sees that, and the server does not.</summary>
internal sealed class SocketProxy : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diplomacy-socket-");
    private readonly CancellationTokenSource _ended = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly List<(Socket Client, Socket Server)> _pairs = [];
    private readonly string _target;
    private readonly Task _accepting;

    public SocketProxy(PostgresNode node)
    {
        _target = SocketIn(node.Folder);
        _listener.Bind(new UnixDomainSocketEndPoint(SocketIn(_folder.FullName)));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    /// <summary>How to connect through it.</summary>
    public string Through(string connection) => new NpgsqlConnectionStringBuilder(connection) { Host = _folder.FullName }.ConnectionString;

    /// <summary>Loses all that is connected now.</summary>
    public void Lose()
    {
        lock (_pairs)
            foreach (var (client, _) in _pairs) client.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _accepting;
        _listener.Dispose();
        foreach (var (client, server) in _pairs)
        {
            client.Dispose();
            server.Dispose();
        }
        _ended.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string SocketIn(string folder) => Path.Combine(folder, ".s.PGSQL.5432");

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptAsync(_ended.Token);
                var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await server.ConnectAsync(new UnixDomainSocketEndPoint(_target), _ended.Token);
                lock (_pairs) _pairs.Add((client, server));
                _ = CopyAsync(client, server);
                _ = CopyAsync(server, client);
            }
        }
        catch (OperationCanceledException)
        {
            // It ends.
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
            // Who closes a connection of itself closes it on both sides.
            to.Dispose();
        }
        catch (Exception lost) when (lost is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The other side is left as it is.
        }
    }
}
