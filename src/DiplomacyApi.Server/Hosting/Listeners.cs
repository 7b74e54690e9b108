using DiplomacyApi.Domain;
using DiplomacyApi.Server.Access;
using DiplomacyApi.Server.Configuration;
using DiplomacyApi.Server.Throttling;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DiplomacyApi.Server.Hosting;

/// <summary>Configures where and how the server listens.</summary>
internal static class Listeners
{
    /// <summary>Listens on the addresses of the options; returns how many connections may be open at once.</summary>
    public static int AddListeners(this WebApplicationBuilder builder, ServerOptions options)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            foreach (var address in options.Addresses)
            {
                address.Listen(kestrel, options.Port, listen =>
                {
                    listen.Protocols = HttpProtocols.Http2;
                    // Data on a Unix socket does not leave the machine, and its clients have no host name to check a certificate against.
                    if (options.Access.HasTls && address.SocketPath.Length == 0) listen.UseTls();
                });
            }
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestHeadersTotalSize = Limits.HeadersBytesMax;
            kestrel.Limits.Http2.MaxRequestHeaderFieldSize = Limits.HeadersBytesMax;
            kestrel.Limits.Http2.MaxStreamsPerConnection = Limits.CallsPerConnectionMax;
            kestrel.Limits.Http2.KeepAlivePingDelay = Limits.SilenceMax;
            kestrel.Limits.Http2.KeepAlivePingTimeout = Limits.PingTimeout;
        });

        var connections = OpenFiles.Connections(options.Access.Connections);
        builder.Services.AddSingleton<IConnectionListenerFactory>(services =>
            ActivatorUtilities.CreateInstance<BoundedListenerFactory>(services, connections));
        return connections;
    }
}
