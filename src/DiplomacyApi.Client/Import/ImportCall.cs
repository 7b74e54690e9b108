using Diplomacy.V1;
using Grpc.Core;

namespace DiplomacyApi.Client;

/// <summary>What differs between the streams that import.</summary>
internal sealed class ImportCall<TItem, TRequest, TResponse>
{
    public required string Name { get; init; }

    public required Func<CancellationToken, AsyncDuplexStreamingCall<TRequest, TResponse>> Open { get; init; }

    /// <summary>The first message, with the options.</summary>
    public required Func<ImportOptions, TRequest> First { get; init; }

    /// <summary>A message with a batch of this number.</summary>
    public required Func<long, IReadOnlyList<TItem>, TRequest> Batch { get; init; }

    public required Func<TResponse, ImportAcknowledgement> AcknowledgementOf { get; init; }
}
