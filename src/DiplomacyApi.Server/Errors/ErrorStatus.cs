using System.Collections.Frozen;
using System.Text;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Status = Google.Rpc.Status;

namespace DiplomacyApi.Server.Errors;

/// <summary>Converts a refusal into a google.rpc.Status with its reason and the fields that it is about.</summary>
public static class ErrorStatus
{
    /// <summary>The domain of every ErrorInfo.</summary>
    public const string Domain = "diplomacy";

    private static readonly FrozenDictionary<ErrorReason, string> Names = ErrorReasonReflection.Descriptor.EnumTypes[0].Values
        .ToFrozenDictionary(value => (ErrorReason)value.Number, value => value.Name["ERROR_REASON_".Length..]);

    private const int MessageBytesMax = 1_200;
    private const int DescriptionBytesMax = 600;
    private const int MetadataBytesMax = 200;

    /// <summary>The status that the caller of a refused call gets: as many violations as clients have room for.</summary>
    public static RpcException Of(RefusedException refusal)
    {
        var info = new ErrorInfo { Reason = NameOf(refusal.Reason), Domain = Domain };
        foreach (var (key, value) in refusal.Metadata) info.Metadata[key] = Short(value, MetadataBytesMax);
        var status = new Status
        {
            Code = (int)ReasonStatuses.Of(refusal.Reason, refusal.IsTargetMissing),
            Message = Short(refusal.Message, MessageBytesMax),
            Details = { Any.Pack(info) },
        };
        if (refusal.RetryAfter is { } delay) status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }));
        if (refusal.Violations.Count == 0) return status.ToRpcException();

        // Clients' trailers are narrow: fewer violations are better than none.
        for (var count = Math.Min(refusal.Violations.Count, Limits.ViolationsReportedMax); count > 0; count--)
        {
            var whole = status.Clone();
            if (count < refusal.Violations.Count)
                whole.Message = $"{Short(refusal.Message, MessageBytesMax)} … and {refusal.Violations.Count - count} more.";
            whole.Details.Add(Any.Pack(BadFields(refusal.Violations.Take(count))));
            if (Fits(whole)) return whole.ToRpcException();
        }
        return status.ToRpcException();
    }

    /// <summary>
    /// Whether a status fits: its message travels escaped, and all of it in base 64 besides, which takes four characters for three bytes.
    /// </summary>
    private static bool Fits(Status status) =>
        status.Message.EnumerateRunes().Sum(EscapedBytes) + (status.CalculateSize() + 2) / 3 * 4 <= Limits.ErrorDetailsBytesMax;

    /// <summary>The status of a fault of the server, with the trace id under which its log has it.</summary>
    public static RpcException Fault(string traceId) => Of(
        new RefusedException(ErrorReason.ServerFault, $"Internal error of the server; give its operator the trace id {traceId}.",
            metadata: new Dictionary<string, string> { ["trace_id"] = traceId }));

    /// <summary>The reason without its prefix: UNKNOWN_DEMAND.</summary>
    public static string NameOf(ErrorReason reason) => Names[reason];

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
}
