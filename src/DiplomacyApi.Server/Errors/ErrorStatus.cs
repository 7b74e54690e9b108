using System.Text;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Status = Google.Rpc.Status;

namespace DiplomacyApi.Server.Errors;

/// <summary>Tells a refusal as a google.rpc.Status, with its reason and the fields it is about.</summary>
public static class ErrorStatus
{
    public const string Domain = "diplomacy";


    private const int MessageBytesMax = 1_200;
    private const int DescriptionBytesMax = 600;
    private const int MetadataBytesMax = 200;

    /// <summary>What a request names as its own object; not to find it is NOT_FOUND also on a write.</summary>
    private static readonly string[] Objects = ["name", "names", "actor.name", "negotiation.name", "correction.subject", "statement"];

    public static RpcException Of(RefusedException refusal, bool isRead)
    {
        var info = new ErrorInfo { Reason = NameOf(refusal.Reason), Domain = Domain };
        foreach (var (key, value) in refusal.Metadata) info.Metadata[key] = Short(value, MetadataBytesMax);
        var status = new Status { Code = (int)CodeOf(refusal, isRead), Message = Short(refusal.Message, MessageBytesMax), Details = { Any.Pack(info) } };
        if (refusal.RetryAfter is { } delay) status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }));
        if (refusal.Violations.Count == 0) return status.ToRpcException();

        // Clients' trailers are narrow: fewer violations are better than none.
        for (var told = Math.Min(refusal.Violations.Count, Limits.ViolationsReportedMax); told > 0; told--)
        {
            var whole = status.Clone();
            if (told < refusal.Violations.Count) whole.Message = $"{Short(refusal.Message, MessageBytesMax)} … and {refusal.Violations.Count - told} more.";
            whole.Details.Add(Any.Pack(BadFields(refusal.Violations.Take(told))));
            if (Travels(whole)) return whole.ToRpcException();
        }
        return status.ToRpcException();
    }

    /// <summary>Whether a status fits: its message travels escaped, and all of it in base 64 besides, which takes four characters for three bytes.</summary>
    private static bool Travels(Status status) =>
        status.Message.EnumerateRunes().Sum(EscapedBytes) + (status.CalculateSize() + 2) / 3 * 4 <= Limits.ErrorDetailsBytesMax;

    public static RpcException Fault(string traceId) => Of(
        new RefusedException(ErrorReason.ServerFault, $"Internal error of the server; give its operator the trace id {traceId}.",
            metadata: new Dictionary<string, string> { ["trace_id"] = traceId }), isRead: false);

    /// <summary>The reason without its prefix: UNKNOWN_DEMAND.</summary>
    public static string NameOf(ErrorReason reason) =>
        ErrorReasonReflection.Descriptor.EnumTypes[0].FindValueByNumber((int)reason).Name["ERROR_REASON_".Length..];

    private static BadRequest BadFields(IEnumerable<FieldViolation> violations) => new()
    {
        FieldViolations =
        {
            violations.Select(violation => new BadRequest.Types.FieldViolation
            {
                Field = violation.Field,
                Description = Short(violation.Message, DescriptionBytesMax),
                Reason = NameOf(violation.Reason),
            }),
        },
    };

    /// <summary>The beginning of a text, as much as takes so many bytes escaped.</summary>
    private static string Short(string text, int max)
    {
        var (characters, bytes) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += EscapedBytes(rune);
            if (bytes > max) return $"{text[..characters]}…";
            characters += rune.Utf16SequenceLength;
        }
        return text;
    }

    /// <summary>The message of a status travels escaped: three characters for each byte that is not plain ASCII.</summary>
    private static int EscapedBytes(Rune rune) => rune.Value is >= ' ' and <= '~' and not '%' ? 1 : 3 * rune.Utf8SequenceLength;

    private static StatusCode CodeOf(RefusedException refusal, bool isRead) => refusal.Reason switch
    {
        ErrorReason.Required or ErrorReason.InvalidName or ErrorReason.InvalidDate or ErrorReason.InvalidText or ErrorReason.InvalidValue
            or ErrorReason.TooLarge or ErrorReason.ActMissing or ErrorReason.PageTokenMismatch
            or ErrorReason.ImportOutOfOrder => StatusCode.InvalidArgument,
        ErrorReason.UnknownActor or ErrorReason.UnknownStatement or ErrorReason.UnknownDemand or ErrorReason.UnknownMeeting
            or ErrorReason.UnknownNegotiation => isRead || IsObject(refusal) ? StatusCode.NotFound : StatusCode.FailedPrecondition,
        ErrorReason.UnknownItem or ErrorReason.WrongParty or ErrorReason.WrongSubject or ErrorReason.PrincipalAmbiguous
            or ErrorReason.SaidInFuture or ErrorReason.AffiliationCycle or ErrorReason.AffiliationTooDeep or ErrorReason.LogMismatch or ErrorReason.LogSealed
            or ErrorReason.LogNotEmpty or ErrorReason.ChainBroken or ErrorReason.StatementErased => StatusCode.FailedPrecondition,
        ErrorReason.TooDeep or ErrorReason.TooCostly => StatusCode.FailedPrecondition,
        ErrorReason.ActorExists or ErrorReason.StatementExists or ErrorReason.DemandExists or ErrorReason.NegotiationExists
            or ErrorReason.RequestIdReused => StatusCode.AlreadyExists,
        ErrorReason.EtagMismatch or ErrorReason.ExpectationFailed or ErrorReason.ImportStopped => StatusCode.Aborted,
        ErrorReason.UnknownRevision => StatusCode.NotFound,
        ErrorReason.RevisionInFuture => StatusCode.OutOfRange,
        ErrorReason.QueueFull or ErrorReason.StorageFull or ErrorReason.TooManyWatches or ErrorReason.RateLimited => StatusCode.ResourceExhausted,
        ErrorReason.Unauthenticated => StatusCode.Unauthenticated,
        ErrorReason.PermissionDenied => StatusCode.PermissionDenied,
        ErrorReason.ShuttingDown or ErrorReason.OutcomeUnknown or ErrorReason.SearchBehind or ErrorReason.Starting
            or ErrorReason.StorageLocked or ErrorReason.AccessUnavailable or ErrorReason.ClockAhead => StatusCode.Unavailable,
        _ => StatusCode.Internal,
    };

    private static bool IsObject(RefusedException refusal) => refusal.Violations is [var violation] && Objects.Contains(violation.Field);
}
