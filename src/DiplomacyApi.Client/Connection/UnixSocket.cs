using System.Net.Sockets;

namespace DiplomacyApi.Client;

/// <summary>
/// Addresses such as `unix:/run/diplomacy.sock`, by which a server of this machine is reached, in the form that it takes them in.
/// </summary>
internal static class UnixSocket
{
    private const string Scheme = "unix";

    /// <summary>Whether it names a socket, well or not.</summary>
    public static bool Is(Uri address) => address is { IsAbsoluteUri: true, Scheme: Scheme };

    /// <summary>The path as it was written: a socket's name may hold what means something in a URI.</summary>
    public static string PathOf(Uri address) => Path.GetFullPath(address.OriginalString[(Scheme.Length + 1)..]);

    /// <summary>What is wrong with the address of a socket; null where nothing is.</summary>
    public static string? Problem(Uri address) => Path.IsPathFullyQualified(address.OriginalString[(Scheme.Length + 1)..])
        ? null
        : $"'{address.OriginalString}' does not name a socket by its whole path; write unix:/run/diplomacy.sock.";

    /// <summary>Connects a handler to the socket, whatever host is asked for.</summary>
    public static void Use(SocketsHttpHandler handler, Uri address)
    {
        var path = PathOf(address);
        handler.UseProxy = false;
        handler.ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        };
    }

    /// <summary>Why it cannot be connected to: the system's own words for a file that is missing speak of addresses.</summary>
    public static string Unreachable(Uri address, SocketException failure)
    {
        var path = PathOf(address);
        if (failure.SocketErrorCode == SocketError.AccessDenied)
            return $"The socket {path} may not be used by this user; ask its operator for the right to write to it.";
        return File.Exists(path)
            ? $"Nobody answers at the socket {path}: the server that made it is not running. Start it again."
            : $"There is no socket {path}; check the path, and whether a server that listens there (--address {address.OriginalString}) is running.";
    }
}
