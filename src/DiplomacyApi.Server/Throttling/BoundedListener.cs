using System.IO.Pipelines;
using System.Net;
using DiplomacyApi.Server.Logging;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace DiplomacyApi.Server.Throttling;

/// <summary>
/// Listens, and closes what connects beyond a number at once. Kestrel's own bound closes them when there is a thread for it; until then
/// they are open files, of which a burst may take all.
/// </summary>
internal sealed class BoundedListenerFactory(
    IOptions<SocketTransportOptions> options, ILoggerFactory loggers, ThrottledLog log, int connectionsMax) : IConnectionListenerFactory
{
    private readonly SocketTransportFactory _sockets = new(options, loggers);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(await _sockets.BindAsync(endpoint, cancellationToken), connectionsMax, log);

    private sealed class Listener(IConnectionListener inner, int connectionsMax, ThrottledLog log) : IConnectionListener
    {
        private int _open;

        public EndPoint EndPoint => inner.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (await inner.AcceptAsync(cancellationToken) is { } connection)
            {
                if (Interlocked.Increment(ref _open) <= connectionsMax)
                    return new Counted(connection, () => Interlocked.Decrement(ref _open));
                Interlocked.Decrement(ref _open);
                log.ConnectionRefused((connection.RemoteEndPoint as IPEndPoint)?.Address.ToString() ?? "-", connectionsMax);
                connection.Abort(new ConnectionAbortedException("There are too many connections."));
                await connection.DisposeAsync();
            }
            return null;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => inner.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }

    /// <summary>A connection that says when its socket is closed.</summary>
    private sealed class Counted(ConnectionContext inner, Action closed) : ConnectionContext
    {
        private Action? _closed = closed;

        public override string ConnectionId { get => inner.ConnectionId; set => inner.ConnectionId = value; }

        public override IFeatureCollection Features => inner.Features;

        public override IDictionary<object, object?> Items { get => inner.Items; set => inner.Items = value; }

        public override IDuplexPipe Transport { get => inner.Transport; set => inner.Transport = value; }

        public override CancellationToken ConnectionClosed { get => inner.ConnectionClosed; set => inner.ConnectionClosed = value; }

        public override EndPoint? LocalEndPoint { get => inner.LocalEndPoint; set => inner.LocalEndPoint = value; }

        public override EndPoint? RemoteEndPoint { get => inner.RemoteEndPoint; set => inner.RemoteEndPoint = value; }

        public override void Abort() => inner.Abort();

        public override void Abort(ConnectionAbortedException abortReason) => inner.Abort(abortReason);

        public override async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync();
            await base.DisposeAsync();
            Interlocked.Exchange(ref _closed, null)?.Invoke();
        }
    }
}
