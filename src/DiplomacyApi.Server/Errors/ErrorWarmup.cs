using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using Google.Rpc;
using Grpc.Core;

namespace DiplomacyApi.Server.Errors;

/// <summary>
/// Makes a refusal of each form when the server starts, so that everything they need is loaded: a server that cannot open another file can
/// still refuse.
/// </summary>
internal static class ErrorWarmup
{
    public static void Run()
    {
        var refusal = new RefusedException([new FieldViolation("name", ErrorReason.Required, "A value is required; give one.")]) { RetryAfter = TimeSpan.FromSeconds(1) };
        RefusedCalls.Answer(new DefaultHttpContext(), refusal);
        _ = ErrorStatus.Of(refusal).GetRpcStatus()?.GetDetail<BadRequest>();
        _ = ErrorStatus.Fault("").Status;
    }
}
