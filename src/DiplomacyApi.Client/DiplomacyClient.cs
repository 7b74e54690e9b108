using Diplomacy.V1;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;

namespace DiplomacyApi.Client;

/// <summary>
/// A connection to a DiplomacyApi server. Calls carry a deadline, are tried again where that is safe, and fail with a
/// <see cref="DiplomacyException"/>. Safe to share between threads; dispose it when done.
/// </summary>
public sealed class DiplomacyClient : IDisposable
{
    private const int AttemptsMax = 4;
    private const int MessageBytesMax = 16 << 20;

    private readonly GrpcChannel _channel;

    /// <summary>Connects at the first call.</summary>
    public DiplomacyClient(DiplomacyClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        _channel = GrpcChannel.ForAddress(options.Address, new GrpcChannelOptions
        {
            MaxReceiveMessageSize = MessageBytesMax,
            ServiceConfig = new ServiceConfig { MethodConfigs = { TriedAgain } },
        });
        var invoker = _channel.Intercept(new CallInterceptor(options, TimeProvider.System));
        Actors = new ActorService.ActorServiceClient(invoker);
        Statements = new StatementService.StatementServiceClient(invoker);
        Negotiations = new NegotiationStatusService.NegotiationStatusServiceClient(invoker);
        Journal = new JournalService.JournalServiceClient(invoker);
    }

    /// <summary>Where it connects to, and how.</summary>
    public DiplomacyClientOptions Options { get; }

    /// <summary>The actors of the world.</summary>
    public ActorService.ActorServiceClient Actors { get; }

    /// <summary>Who said what to whom.</summary>
    public StatementService.StatementServiceClient Statements { get; }

    /// <summary>What is demanded, promised, answered, pending and blocked.</summary>
    public NegotiationStatusService.NegotiationStatusServiceClient Negotiations { get; }

    /// <summary>The log and its head.</summary>
    public JournalService.JournalServiceClient Journal { get; }

    /// <summary>
    /// A server that is not there, or is stopping, is tried again. A write may be too, since one that carries a request id is recorded
    /// once: the interceptor gives one to each write that has none.
    /// </summary>
    private static MethodConfig TriedAgain => new()
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

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _channel.Dispose();
}
