using DiplomacyApi.Domain.Errors;

namespace DiplomacyApi.Server.Errors;

/// <summary>Why the server itself ended a stream, such as a token that was revoked. A feature of the stream's call.</summary>
internal sealed class StreamEnd
{
    private volatile RefusedException? _reason;

    /// <summary>The refusal that the caller gets; null while the server has not ended the stream.</summary>
    public RefusedException? Reason { get => _reason; set => _reason = value; }

    public static RefusedException? ReasonOf(HttpContext call) => call.Features.Get<StreamEnd>()?.Reason;
}
