using System.Globalization;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Logging;
using Grpc.Core;

namespace DiplomacyApi.Server.Errors;

/// <summary>
/// Answers calls that are refused before gRPC sees them, in the form that gRPC answers: a status in the headers, and no body.
/// </summary>
internal sealed class RefusedCalls(ThrottledLog log)
{
    private const string DetailsHeader = "grpc-status-details-bin";

    /// <summary>Answers a call with a refusal, and logs it. The caller's name is null if it is not known.</summary>
    public void Refuse(HttpContext context, string rpc, string? caller, RefusedException refusal)
    {
        var isWithoutProof = context.Request.Headers.Authorization.Count == 0 && context.Connection.ClientCertificate is null;
        log.Refused(rpc, PeerOf(context), caller, isWithoutProof, ErrorStatus.NameOf(refusal.Reason));
        Answer(context, refusal);
    }

    public static void Answer(HttpContext context, RefusedException refusal)
    {
        var status = ErrorStatus.Of(refusal);
        Answer(context.Response, status.StatusCode);
        context.Response.Headers["grpc-message"] = Uri.EscapeDataString(status.Status.Detail);
        if (status.Trailers.GetValueBytes(DetailsHeader) is { } details)
            context.Response.Headers[DetailsHeader] = Convert.ToBase64String(details);
    }

    /// <summary>Ends a call whose caller went away: nobody gets the answer, but it is counted.</summary>
    public static void Cancel(HttpContext context) => Answer(context.Response, StatusCode.Cancelled);

    private static void Answer(HttpResponse response, StatusCode status)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/grpc";
        response.Headers["grpc-status"] = ((int)status).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The address that a call came from; `-` on a Unix socket.</summary>
    public static string PeerOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "-";
}
