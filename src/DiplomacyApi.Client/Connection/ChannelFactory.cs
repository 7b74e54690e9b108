using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;

namespace DiplomacyApi.Client;

/// <summary>Creates the channel: how it connects, whom it trusts, how it authenticates, and what it retries.</summary>
internal static class ChannelFactory
{
    private const int AttemptsMax = 4;
    private const int MessageBytesMax = 16 << 20;

    /// <summary>The host that calls over a socket name, where none is asked for.</summary>
    private static readonly Uri SocketAuthority = new("http://localhost");

    private static readonly TimeSpan ConnectMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReconnectMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The options, checked, with the certificate that they name by a file.</summary>
    public static DiplomacyClientOptions Validated(DiplomacyClientOptions options)
    {
        var problems = options.Problems().ToList();
        if (problems.Count > 0) throw new ArgumentException(string.Join(' ', problems), nameof(options));
        return options.ClientCertificateFile is { } file
            ? options with { ClientCertificate = CertificateFiles.Own(file, options.ClientKeyFile) }
            : options;
    }

    public static GrpcChannel Open(DiplomacyClientOptions options, SocketsHttpHandler handler)
    {
        var transport = options.Address.Scheme == Uri.UriSchemeHttps ? ChannelCredentials.SecureSsl : ChannelCredentials.Insecure;
        return GrpcChannel.ForAddress(UnixSocket.Is(options.Address) ? SocketAuthority : options.Address, new GrpcChannelOptions
        {
            HttpHandler = new NonGrpcResponseHandler(options.Address, handler),
            DisposeHttpClient = true,
            LoggerFactory = options.LoggerFactory,
            MaxReceiveMessageSize = MessageBytesMax,
            // However long the server was away, it is found soon after it is back.
            MaxReconnectBackoff = ReconnectMax,
            Credentials = BearerToken.IsGiven(options) ? ChannelCredentials.Create(transport, TokenOf(options)) : transport,
            // A token goes in the clear only to this machine, which the options see to.
            UnsafeUseInsecureChannelCallCredentials = true,
            ServiceConfig = new ServiceConfig
            {
                MethodConfigs =
                {
                    RetryUnavailable,
                    WithoutRetry("diplomacy.v1.StatementService", "ImportStatements"),
                    WithoutRetry("diplomacy.v1.ActorService", "ImportActors"),
                    WithoutRetry("diplomacy.v1.JournalService", "ImportJournal"),
                },
            },
        });
    }

    /// <summary>The proxy that is used, without the password in its address. Null: none.</summary>
    public static Uri? ProxyOf(SocketsHttpHandler handler, Uri address)
    {
        var proxy = handler.UseProxy ? handler.Proxy ?? HttpClient.DefaultProxy : null;
        return proxy is null || proxy.IsBypassed(address) ? null : proxy.GetProxy(address);
    }

    /// <summary>
    /// A server that is not there, or is stopping, is tried again. A write may be too, since one that carries a request id is recorded
    /// once: the interceptor gives one to each write that has none.
    /// </summary>
    private static MethodConfig RetryUnavailable => new()
    {
        Names = { MethodName.Default },
        RetryPolicy = new RetryPolicy
        {
            MaxAttempts = AttemptsMax,
            InitialBackoff = TimeSpan.FromMilliseconds(100),
            MaxBackoff = TimeSpan.FromSeconds(2),
            BackoffMultiplier = 2,
            RetryableStatusCodes = { StatusCode.Unavailable },
        },
    };

    /// <summary>
    /// What is sent in many messages is not kept to be sent again here: the helpers that import know what was acknowledged.
    /// </summary>
    private static MethodConfig WithoutRetry(string service, string method) =>
        new() { Names = { new MethodName { Service = service, Method = method } } };

    private static CallCredentials TokenOf(DiplomacyClientOptions options) => CallCredentials.FromInterceptor(async (context, metadata) =>
        metadata.Add("authorization", $"Bearer {await BearerToken.OfAsync(options, context.CancellationToken).ConfigureAwait(false)}"));

    public static SocketsHttpHandler Handler(DiplomacyClientOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            // No server of ours redirects, and who asks elsewhere must know.
            AllowAutoRedirect = false,
            // What the environment names as a proxy is not meant for this machine itself.
            UseProxy = !options.Address.IsLoopback,
            ConnectTimeout = ConnectMax,
            PooledConnectionIdleTimeout = System.Threading.Timeout.InfiniteTimeSpan,
            KeepAlivePingDelay = options.KeepAlive,
            KeepAlivePingTimeout = PingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = Trusted(options),
                RemoteCertificateValidationCallback = new ServerCertificateValidator(options.CaFile).Check,
            },
        };
        if (options.ClientCertificate is { } certificate) handler.SslOptions.ClientCertificates = [certificate];
        if (UnixSocket.Is(options.Address)) UnixSocket.Use(handler, options.Address);
        options.ConfigureHandler?.Invoke(handler);
        return handler;
    }

    private static X509ChainPolicy? Trusted(DiplomacyClientOptions options)
    {
        if (options.CaFile is null) return null;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(CertificateFiles.Authorities(options.CaFile));
        return policy;
    }
}
