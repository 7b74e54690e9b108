using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DiplomacyApi.Server.Configuration;

/// <summary>
/// One address to listen on: an IP address, `localhost` (both loopback addresses), or a Unix socket (`unix:/run/diplomacy.sock`).
/// </summary>
internal sealed record ListenAddress
{
    private const string UnixPrefix = "unix:";

    private ListenAddress(IPAddress? ip, string socketPath) => (Ip, SocketPath) = (ip, socketPath);

    /// <summary>The IP address; null for `localhost` and for a socket.</summary>
    public IPAddress? Ip { get; }

    /// <summary>The path of a Unix socket, else empty.</summary>
    public string SocketPath { get; }

    /// <summary>Whether only programs of this machine can reach it.</summary>
    public bool IsLocal => Ip is null || IPAddress.IsLoopback(Ip);

    /// <summary>Reads a list: addresses between commas. Null where one of them cannot be read.</summary>
    public static IReadOnlyList<ListenAddress>? ParseAll(string text)
    {
        var found = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Parse).ToList();
        return found.Count == 0 || found.Contains(null) ? null : [.. found.OfType<ListenAddress>()];
    }

    /// <summary>
    /// What Kestrel says that it listens on, as a client is to be given it: Kestrel writes sockets as `http://unix:/run/diplomacy.sock`.
    /// </summary>
    public static string ForClients(string url) =>
        url.StartsWith($"http://{UnixPrefix}", StringComparison.Ordinal) ? url["http://".Length..] : url;

    /// <summary>Listens there.</summary>
    public void Listen(KestrelServerOptions kestrel, int port, Action<ListenOptions> configure)
    {
        if (SocketPath.Length > 0)
        {
            RemoveDeadSocket();
            kestrel.ListenUnixSocket(SocketPath, configure);
        }
        else if (Ip is not null) kestrel.Listen(Ip, port, configure);
        // Two addresses cannot share a port that the system chooses.
        else if (port == 0) kestrel.Listen(IPAddress.Loopback, port, configure);
        else kestrel.ListenLocalhost(port, configure);
    }

    private static ListenAddress? Parse(string text)
    {
        if (text == "localhost") return new ListenAddress(null, "");
        if (text.StartsWith(UnixPrefix, StringComparison.Ordinal))
            return text.Length > UnixPrefix.Length ? new ListenAddress(null, Path.GetFullPath(text[UnixPrefix.Length..])) : null;
        return IPAddress.TryParse(text, out var ip) ? new ListenAddress(ip, "") : null;
    }

    /// <summary>
    /// A server that was killed leaves its socket behind, and nobody could listen there again. One that answers is another server's.
    /// </summary>
    private void RemoveDeadSocket()
    {
        if (!File.Exists(SocketPath)) return;
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(SocketPath));
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
        {
            File.Delete(SocketPath);
        }
    }
}
