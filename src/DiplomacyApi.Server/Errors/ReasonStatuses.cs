using System.Collections.Frozen;
using Diplomacy.V1;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace DiplomacyApi.Server.Errors;

/// <summary>
/// The gRPC status of each reason, as the contract annotates it. A server of a contract with a reason that has none does not start.
/// </summary>
internal static class ReasonStatuses
{
    private static readonly FrozenDictionary<ErrorReason, (StatusCode OfTarget, StatusCode OfReference)> Statuses =
        ErrorReasonReflection.Descriptor.EnumTypes[0].Values
        .Where(value => value.Number != (int)ErrorReason.Unspecified).ToFrozenDictionary(value => (ErrorReason)value.Number, Annotated);

    /// <summary>The status of a refusal.</summary>
    /// <param name="reason">Its reason.</param>
    /// <param name="isTargetMissing">Whether what the call itself asks for or acts on is missing.</param>
    public static StatusCode Of(ErrorReason reason, bool isTargetMissing) =>
        isTargetMissing ? Statuses[reason].OfTarget : Statuses[reason].OfReference;

    private static (StatusCode OfTarget, StatusCode OfReference) Annotated(EnumValueDescriptor value)
    {
        var options = value.GetOptions();
        if (options is null || !options.HasExtension(ErrorReasonExtensions.GrpcStatus))
            throw new InvalidOperationException($"{value.Name} has no grpc_status.");
        var status = (StatusCode)options.GetExtension(ErrorReasonExtensions.GrpcStatus);
        return (status,
            options.HasExtension(ErrorReasonExtensions.GrpcStatusOfReference)
                ? (StatusCode)options.GetExtension(ErrorReasonExtensions.GrpcStatusOfReference)
                : status);
    }
}
