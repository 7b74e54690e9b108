using Diplomacy.V1;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DiplomacyApi.Client;

/// <summary>What differs between the streams that can be watched.</summary>
internal sealed class WatchCall<TResponse, TItem>
{
    public required string Name { get; init; }

    /// <summary>How often the server sends its position, until it says so itself.</summary>
    public required TimeSpan Progress { get; init; }

    /// <summary>Opens the stream after a position; without one, as the request says.</summary>
    public required Func<LogPosition?, CancellationToken, AsyncServerStreamingCall<TResponse>> Open { get; init; }

    /// <summary>The entries of a message, those of the log and those that have no place in it.</summary>
    public required Func<TResponse, RepeatedField<TItem>> ItemsOf { get; init; }

    /// <summary>The revision of an entry. Null: it has no position in the log, and is not repeated.</summary>
    public required Func<TItem, long?> RevisionOf { get; init; }

    /// <summary>Up to where all has been sent. Null: what comes first is not whole yet.</summary>
    public required Func<TResponse, LogPosition?> ThroughOf { get; init; }

    public required Func<TResponse, Duration?> ProgressOf { get; init; }
}
