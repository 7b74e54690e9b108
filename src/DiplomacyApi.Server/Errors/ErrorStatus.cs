using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Recording;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Status = Google.Rpc.Status;

namespace DiplomacyApi.Server.Errors;

/// <summary>Tells a refusal as a google.rpc.Status, with its reason and the fields it is about.</summary>
internal static class ErrorStatus
{
    public const string Domain = "diplomacy";

    /// <summary>What a request names as its own object; not to find it is NOT_FOUND also on a write.</summary>
    private static readonly string[] Objects = ["name", "actor.name", "correction.subject"];

    public static RpcException Of(RefusedException refusal, bool isRead)
    {
        var info = new ErrorInfo { Reason = NameOf(refusal.Reason), Domain = Domain };
        foreach (var (key, value) in refusal.Metadata) info.Metadata[key] = value;
        var status = new Status
        {
            Code = (int)CodeOf(refusal, isRead),
            Message = refusal.Message,
            Details = { Any.Pack(info) },
        };
        if (refusal.Violations.Count > 0) status.Details.Add(Any.Pack(BadFields(refusal.Violations)));
        return status.ToRpcException();
    }

    public static RpcException Fault(string traceId) => Of(
        new RefusedException(ErrorReason.ServerFault, $"A fault of the server's own; tell its operator the trace id {traceId}.",
            metadata: new Dictionary<string, string> { ["trace_id"] = traceId }), isRead: false);

    /// <summary>The reason without its prefix: UNKNOWN_DEMAND.</summary>
    public static string NameOf(ErrorReason reason) =>
        ErrorReasonReflection.Descriptor.EnumTypes[0].FindValueByNumber((int)reason).Name["ERROR_REASON_".Length..];

    private static BadRequest BadFields(IReadOnlyList<FieldViolation> violations)
    {
        var bad = new BadRequest();
        foreach (var violation in violations.Take(Limits.ViolationsToldMax))
            bad.FieldViolations.Add(new BadRequest.Types.FieldViolation { Field = violation.Field, Description = violation.Message, Reason = NameOf(violation.Reason) });
        return bad;
    }

    private static StatusCode CodeOf(RefusedException refusal, bool isRead) => refusal.Reason switch
    {
        ErrorReason.Required or ErrorReason.InvalidName or ErrorReason.InvalidDate or ErrorReason.InvalidText or ErrorReason.InvalidValue
            or ErrorReason.TooLarge or ErrorReason.ActMissing or ErrorReason.PageTokenMismatch => StatusCode.InvalidArgument,
        ErrorReason.UnknownActor or ErrorReason.UnknownStatement or ErrorReason.UnknownDemand or ErrorReason.UnknownMeeting
            or ErrorReason.UnknownNegotiation => isRead || IsObject(refusal) ? StatusCode.NotFound : StatusCode.FailedPrecondition,
        ErrorReason.UnknownItem or ErrorReason.WrongParty or ErrorReason.WrongSubject or ErrorReason.PrincipalAmbiguous
            or ErrorReason.SaidInFuture or ErrorReason.AffiliationCycle or ErrorReason.LogMismatch => StatusCode.FailedPrecondition,
        ErrorReason.ActorExists or ErrorReason.StatementExists or ErrorReason.DemandExists or ErrorReason.NegotiationExists
            or ErrorReason.RequestIdReused => StatusCode.AlreadyExists,
        ErrorReason.EtagMismatch => StatusCode.Aborted,
        ErrorReason.RevisionInFuture => StatusCode.OutOfRange,
        ErrorReason.QueueFull or ErrorReason.StorageFull => StatusCode.ResourceExhausted,
        ErrorReason.ShuttingDown or ErrorReason.OutcomeUnknown => StatusCode.Unavailable,
        _ => StatusCode.Internal,
    };

    private static bool IsObject(RefusedException refusal) => refusal.Violations is [var violation] && Objects.Contains(violation.Field);
}
