using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace DiplomacyApi.Tests.Server;

/// <summary>Ports for servers that cannot take whichever is free, such as those that are started again.</summary>
internal static class FreePort
{
    // Below those that systems give to connections, one of which could have it before the server does.
    private const int Min = 15_000;
    private const int Max = 32_000;

    private static int _last = RandomNumberGenerator.GetInt32(Max - Min);

    /// <summary>One that nobody listens on, and that was not given before.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = Min + Interlocked.Increment(ref _last) % (Max - Min);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else has it.
            }
        }
    }
}
