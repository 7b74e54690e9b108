using Diplomacy.V1;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DiplomacyApi.Client;

/// <summary>
/// A connection to a DiplomacyApi server. Calls carry a deadline, are tried again where that is safe, and fail with a
/// <see cref="DiplomacyException"/>. Safe to share between threads; dispose it when done.
/// </summary>
public sealed partial class DiplomacyClient : IDiplomacyClient, IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly ILogger _logger;

    /// <summary>Connects at the first call. Options that cannot be are refused here (<see cref="ArgumentException"/>); later changes of them do nothing.</summary>
    public DiplomacyClient(DiplomacyClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options with { };
        var settled = ChannelFactory.Settled(Options);
        var handler = ChannelFactory.Handler(settled);
        _channel = ChannelFactory.Open(settled, handler);
        _logger = (ILogger?)Options.LoggerFactory?.CreateLogger<DiplomacyClient>() ?? NullLogger.Instance;
        var invoker = _channel.Intercept(new CallInterceptor(settled, ChannelFactory.ProxyOf(handler, settled.Address))).Intercept([.. settled.Interceptors]);
        Actors = new ActorService.ActorServiceClient(invoker);
        Statements = new StatementService.StatementServiceClient(invoker);
        Negotiations = new NegotiationStatusService.NegotiationStatusServiceClient(invoker);
        Journal = new JournalService.JournalServiceClient(invoker);
    }

    /// <summary>Where it connects to, and how.</summary>
    public DiplomacyClientOptions Options { get; }

    /// <inheritdoc/>
    public ActorService.ActorServiceClient Actors { get; }

    /// <inheritdoc/>
    public StatementService.StatementServiceClient Statements { get; }

    /// <inheritdoc/>
    public NegotiationStatusService.NegotiationStatusServiceClient Negotiations { get; }

    /// <inheritdoc/>
    public JournalService.JournalServiceClient Journal { get; }

    /// <summary>Closes the connection, and with it what is open on it.</summary>
    public void Dispose() => _channel.Dispose();
}
