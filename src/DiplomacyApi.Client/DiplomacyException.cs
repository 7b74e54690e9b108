using Diplomacy.V1;
using Google.Rpc;
using Grpc.Core;

namespace DiplomacyApi.Client;

/// <summary>A field that a server refused, and what to do about it.</summary>
/// <param name="Field">The path of the field, such as `statement.demand.items[2].id`.</param>
/// <param name="Reason">The reason.</param>
/// <param name="Message">What to do.</param>
public sealed record RefusedField(string Field, ErrorReason Reason, string Message);

/// <summary>A call that failed, with the reason that the server gave.</summary>
public sealed class DiplomacyException : Exception
{
    private const string ReasonPrefix = "ERROR_REASON_";

    private DiplomacyException(string message, StatusCode status, ErrorReason reason, IReadOnlyList<RefusedField> fields, IReadOnlyDictionary<string, string> metadata, Exception inner)
        : base(message, inner) => (Status, Reason, Fields, Metadata) = (status, reason, fields, metadata);

    /// <summary>The gRPC status.</summary>
    public StatusCode Status { get; }

    /// <summary>Why. <see cref="ErrorReason.Unspecified"/> where the failure is not the server's: it was not reached, or not in time.</summary>
    public ErrorReason Reason { get; }

    /// <summary>The fields that it is about; none where it is about none.</summary>
    public IReadOnlyList<RefusedField> Fields { get; }

    /// <summary>What the message names, for programs.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>
    /// Whether the same call may go well later: the server was not reached, is starting or stopping, or has too much to do. A write is
    /// sent again with the same request id.
    /// </summary>
    public bool IsTransient => Status == StatusCode.Unavailable || Reason == ErrorReason.QueueFull;

    /// <summary>
    /// Whether the server's certificate was not accepted, or it spoke no TLS. The same call fails again until a certificate or the options
    /// change.
    /// </summary>
    public bool IsUntrusted => NoConnection.IsUntrusted(((RpcException)InnerException!).Status.DebugException);

    /// <summary>Reads the reason and the fields out of a failed call.</summary>
    public static DiplomacyException From(RpcException failure) => From(failure, noConnection: null);

    /// <summary>The same, with why no connection came about where that is known.</summary>
    internal static DiplomacyException From(RpcException failure, string? noConnection)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var details = failure.GetRpcStatus();
        var info = details?.GetDetail<ErrorInfo>();
        IReadOnlyList<RefusedField> fields = details?.GetDetail<BadRequest>() is { } bad
            ? [.. bad.FieldViolations.Select(violation => new RefusedField(violation.Field, ReasonOf(violation.Reason), violation.Description))]
            : [];
        // Without a connection the call was not begun, whatever the transport calls that.
        var status = noConnection is null || NoConnection.IsUntrusted(failure.Status.DebugException) ? failure.StatusCode : StatusCode.Unavailable;
        return new DiplomacyException(
            noConnection ?? MessageOf(failure), status, ReasonOf(info?.Reason), fields, info?.Metadata.ToDictionary() ?? [], failure);
    }

    /// <summary>A refusal by the client's own doing, told as a server would.</summary>
    internal static DiplomacyException From(StatusCode status, ErrorReason reason, string message) =>
        new(message, status, reason, [], new Dictionary<string, string>(), new RpcException(new Grpc.Core.Status(status, message)));

    /// <summary>Whether a stream broke, so that it may be opened again: the connection was cut, or the server is starting or stopping.</summary>
    internal bool IsCut => Status == StatusCode.Unavailable
        || (Reason == ErrorReason.Unspecified && Status is StatusCode.Internal or StatusCode.Unknown or StatusCode.Cancelled && ((RpcException)InnerException!).Status.DebugException is not null);

    private static string MessageOf(RpcException failure) => failure.StatusCode switch
    {
        StatusCode.Unavailable when failure.Status.DebugException is not null => $"The server cannot be reached: {failure.Status.DebugException.GetBaseException().Message}",
        StatusCode.DeadlineExceeded => "The server did not answer in time.",
        _ => failure.Status.Detail,
    };

    private static ErrorReason ReasonOf(string? name) => name is not null && ByName.TryGetValue(ReasonPrefix + name, out var reason) ? reason : ErrorReason.Unspecified;

    private static readonly Dictionary<string, ErrorReason> ByName = ErrorReasonReflection.Descriptor.EnumTypes[0].Values
        .ToDictionary(value => value.Name, value => (ErrorReason)value.Number, StringComparer.Ordinal);
}
