using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Validation;
using DiplomacyApi.Server.Errors;
using Google.Rpc;
using Grpc.Core;

namespace DiplomacyApi.Server.Hosting;

/// <summary>
/// Loads what calls need while the server starts, beside the thread that starts it: the descriptors of the contract, which protobuf puts
/// together by reflection (a fifth of the processor time of a start), and the rules made of them.
/// </summary>
internal static class Warmup
{
    public static Task Begin() => Task.Run(() =>
    {
        foreach (var service in new[] { StatementService.Descriptor, NegotiationStatusService.Descriptor, JournalService.Descriptor,
                ActorService.Descriptor })
            _ = service.Methods;
        RequestValidator.Validate(new GetStatementRequest());
        Refuse();
    });

    /// <summary>
    /// Makes a refusal of each form, so that everything they need is loaded: a server that cannot open another file can still refuse.
    /// </summary>
    private static void Refuse()
    {
        var refusal = new RefusedException([new FieldViolation("name", ErrorReason.Required, "A value is required; give one.")])
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };
        RefusedCalls.Answer(new DefaultHttpContext(), refusal);
        _ = ErrorStatus.Of(refusal).GetRpcStatus()?.GetDetail<BadRequest>();
        _ = ErrorStatus.Fault("").Status;
    }
}
