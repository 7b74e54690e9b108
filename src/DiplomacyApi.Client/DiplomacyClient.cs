using Diplomacy.V1;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DiplomacyApi.Client;

/// <summary>
/// A connection to a DiplomacyApi server. Calls have a deadline, are retried where that is safe, and fail with a
/// <see cref="DiplomacyException"/>. Thread-safe: share one for each server, and dispose it at the end.
/// </summary>
public sealed partial class DiplomacyClient : IDiplomacyClient, IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly ILogger _logger;

    /// <summary>Creates a client. It connects at the first call; later changes of the options have no effect.</summary>
    /// <param name="options">Where and how to connect.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message says what is wrong with them.</exception>
    public DiplomacyClient(DiplomacyClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options with { };
        var validated = ChannelFactory.Validated(Options);
        var handler = ChannelFactory.Handler(validated);
        _channel = ChannelFactory.Open(validated, handler);
        _logger = (ILogger?)Options.LoggerFactory?.CreateLogger<DiplomacyClient>() ?? NullLogger.Instance;
        var invoker = _channel.Intercept(new CallInterceptor(validated, ChannelFactory.ProxyOf(handler, validated.Address)))
            .Intercept([.. validated.Interceptors]);
        Actors = new ActorService.ActorServiceClient(invoker);
        Statements = new StatementService.StatementServiceClient(invoker);
        Negotiations = new NegotiationStatusService.NegotiationStatusServiceClient(invoker);
        Journal = new JournalService.JournalServiceClient(invoker);
    }

    /// <summary>Where and how it connects.</summary>
    public DiplomacyClientOptions Options { get; }

    /// <inheritdoc/>
    public ActorService.ActorServiceClient Actors { get; }

    /// <inheritdoc/>
    public StatementService.StatementServiceClient Statements { get; }

    /// <inheritdoc/>
    public NegotiationStatusService.NegotiationStatusServiceClient Negotiations { get; }

    /// <inheritdoc/>
    public JournalService.JournalServiceClient Journal { get; }

    /// <summary>Closes the connection, which ends its open calls.</summary>
    public void Dispose() => _channel.Dispose();
}
