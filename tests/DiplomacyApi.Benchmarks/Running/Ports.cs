using System.Net;
using System.Net.Sockets;

namespace DiplomacyApi.Benchmarks.Running;

/// <summary>Free ports of the loopback address, for programs that cannot choose one themselves.</summary>
internal static class Ports
{
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
