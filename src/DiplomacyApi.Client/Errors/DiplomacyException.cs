using Diplomacy.V1;
using Google.Rpc;
using Grpc.Core;

namespace DiplomacyApi.Client;

/// <summary>A field that a server refused, and what to do about it.</summary>
/// <param name="Field">The path of the field, such as `statement.demand.items[2].id`.</param>
/// <param name="Reason">The reason.</param>
/// <param name="Message">What to do.</param>
public sealed record RefusedField(string Field, ErrorReason Reason, string Message);

/// <summary>A call that failed, with the cause and, if the server refused it, the server's reason.</summary>
public sealed class DiplomacyException : Exception
{
    private const string ReasonPrefix = "ERROR_REASON_";

    private DiplomacyException(string message, StatusCode status, Exception inner)
        : base(message, inner) => Status = status;

    /// <summary>The gRPC status.</summary>
    public StatusCode Status { get; }

    /// <summary>Why the call has no answer.</summary>
    public FailureCause Cause { get; private init; }

    /// <summary>
    /// Why the server refused the call. <see cref="ErrorReason.Unspecified"/> if it did not: then <see cref="Cause"/> says what happened.
    /// </summary>
    public ErrorReason Reason { get; private init; }

    /// <summary>The fields of the request that are wrong, at most 20; empty if the refusal is not about fields.</summary>
    public IReadOnlyList<RefusedField> Fields { get; private init; } = [];

    /// <summary>The names and numbers of the message, for programs, such as `candidates` of an unknown name.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; private init; } = new Dictionary<string, string>();

    /// <summary>
    /// How long the server asks to wait before the next try. Null: it does not say. The client itself waits that long in unary calls, as
    /// far as their deadline allows, and in watches, exports and imports; a caller who gets this exception has waited already.
    /// </summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>
    /// The request id of a write: the request's own, or the one that the client assigned. The client keeps it with the request object until
    /// the write is recorded; if you build the request again, set its `RequestId` to this. Null for calls that are not writes.
    /// </summary>
    public string? RequestId { get; private init; }

    /// <summary>
    /// Whether the write may have been recorded although no answer arrived. Send the same request object again, or another one with the
    /// same content and <see cref="RequestId"/>: it is recorded once, and gets the answer of the first time.
    /// </summary>
    public bool MayBeRecorded =>
        RequestId is not null && (Cause is FailureCause.Unreachable or FailureCause.TimedOut || Reason == ErrorReason.OutcomeUnknown);

    /// <summary>
    /// Whether the same call may succeed later: no answer arrived or no connection could be made, the server is starting, stopping or busy,
    /// its disk is full, or the source of tokens failed. <see cref="MayBeRecorded"/> says how a write is safely sent again.
    /// </summary>
    public bool IsTransient => Cause switch
    {
        FailureCause.Unreachable or FailureCause.TimedOut => true,
        FailureCause.NoToken => Status == StatusCode.Unavailable,
        FailureCause.Refused => Status == StatusCode.Unavailable || IsBusy || Reason == ErrorReason.StorageFull,
        _ => false,
    };

    /// <summary>
    /// Whether the server's certificate was not accepted, or it spoke no TLS. The same call fails again until a certificate or the options
    /// change.
    /// </summary>
    public bool IsUntrusted => Cause == FailureCause.NotTrusted;

    /// <summary>
    /// Whether a stream broke, so that it may be opened again: the connection was cut, or the server is starting or stopping.
    /// </summary>
    internal bool IsCut =>
        Cause == FailureCause.Unreachable || (Status == StatusCode.Unavailable && Cause is FailureCause.Refused or FailureCause.NoToken);

    /// <summary>Whether the server has too much to do, for this caller or at all, and takes the same call later.</summary>
    internal bool IsBusy => Cause == FailureCause.Refused
        && (Reason is ErrorReason.QueueFull or ErrorReason.RateLimited or ErrorReason.TooManyWatches
            || (RetryAfter is not null && Status == StatusCode.ResourceExhausted));

    /// <summary>Reads the reason and the fields from a failed call.</summary>
    /// <param name="failure">The failure of a call on a generated client that is not from this library.</param>
    public static DiplomacyException From(RpcException failure) => From(failure, noConnection: null, requestId: null);

    /// <summary>A refusal as a server would send it, for tests of code that handles refusals.</summary>
    /// <param name="status">The gRPC status.</param>
    /// <param name="reason">The reason.</param>
    /// <param name="message">What is wrong, and what to do.</param>
    public static DiplomacyException From(StatusCode status, ErrorReason reason, string message) =>
        new(message, status, new RpcException(new Grpc.Core.Status(status, message))) { Reason = reason, Cause = FailureCause.Refused };

    /// <summary>A stream that broke and cannot be opened again where it was.</summary>
    internal static DiplomacyException Broken(string message) =>
        new(message, StatusCode.Unavailable, new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, message)))
        {
            Cause = FailureCause.Unreachable,
        };

    /// <summary>A failed call, with why no connection came about where that is known, and the request id of a write.</summary>
    internal static DiplomacyException From(RpcException failure, string? noConnection, string? requestId)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var details = failure.GetRpcStatus();
        var info = details?.GetDetail<ErrorInfo>();
        var cause = info is not null
            ? FailureCause.Refused
            : ConnectionFailure.CauseOf(failure.Status, hasReason: noConnection is not null);
        var message = noConnection ?? MessageOf(failure, cause);
        return new DiplomacyException(Guarded(message, cause, requestId), StatusOf(failure, cause), failure)
        {
            Cause = cause,
            Reason = ReasonOf(info?.Reason),
            Fields = details?.GetDetail<BadRequest>() is { } bad
                ? [.. bad.FieldViolations.Select(violation =>
                    new RefusedField(violation.Field, ReasonOf(violation.Reason), violation.Description))]
                : [],
            Metadata = info?.Metadata.ToDictionary() ?? [],
            RetryAfter = details?.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan(),
            RequestId = requestId,
        };
    }

    /// <summary>Without a connection the call was not begun, and without a token it cannot be, whatever the transport calls that.</summary>
    private static StatusCode StatusOf(RpcException failure, FailureCause cause) => cause switch
    {
        FailureCause.Unreachable => StatusCode.Unavailable,
        FailureCause.NoToken =>
            ConnectionFailure.IsTokenLater(failure.Status.DebugException) ? StatusCode.Unavailable : StatusCode.Unauthenticated,
        _ => failure.StatusCode,
    };

    private static string MessageOf(RpcException failure, FailureCause cause) => cause switch
    {
        FailureCause.Unreachable when failure.Status.DebugException is { } debug =>
            $"The server cannot be reached: {debug.GetBaseException().Message}",
        FailureCause.TimedOut => "The server did not answer in time.",
        _ => failure.Status.Detail,
    };

    /// <summary>The message of a write that got no answer says how it is safely sent again.</summary>
    private static string Guarded(string message, FailureCause cause, string? requestId) => requestId is null
        || cause is not (FailureCause.Unreachable or FailureCause.TimedOut)
        ? message
        : $"{message.TrimEnd('.')}. Whether the write was recorded is not known; send it again with request id {requestId}, and it is recorded once.";

    private static ErrorReason ReasonOf(string? name) =>
        name is not null && ByName.TryGetValue(ReasonPrefix + name, out var reason) ? reason : ErrorReason.Unspecified;

    private static readonly Dictionary<string, ErrorReason> ByName = ErrorReasonReflection.Descriptor.EnumTypes[0].Values
        .ToDictionary(value => value.Name, value => (ErrorReason)value.Number, StringComparer.Ordinal);
}
