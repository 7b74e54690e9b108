using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;

namespace DiplomacyApi.Storage.Writing;

/// <summary>What the writer refuses, whatever the request.</summary>
internal static class WriterRefusals
{
    public static RefusedException Unknown() =>
        new(ErrorReason.OutcomeUnknown, "Whether it was recorded is not known; send it again with the same request_id.");

    public static RefusedException Stopping() => new(ErrorReason.ShuttingDown, "The server is stopping.");

    public static RefusedException Sealed() =>
        new(ErrorReason.LogSealed, "The log was moved away, or is being moved here; write to where it is now, or wait.");
}
