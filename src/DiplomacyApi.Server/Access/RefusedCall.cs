using DiplomacyApi.Domain.Recording;
using DiplomacyApi.Server.Errors;

namespace DiplomacyApi.Server.Access;

/// <summary>Answers a call that gRPC has not seen yet, in the form that gRPC answers: a status in the headers, and no body.</summary>
internal static class RefusedCall
{
    private const string DetailsHeader = "grpc-status-details-bin";

    public static void Answer(HttpContext context, RefusedException refusal)
    {
        var status = ErrorStatus.Of(refusal, isRead: false);
        var response = context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/grpc";
        response.Headers["grpc-status"] = ((int)status.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = Uri.EscapeDataString(status.Status.Detail);
        if (status.Trailers.GetValueBytes(DetailsHeader) is { } details) response.Headers[DetailsHeader] = Convert.ToBase64String(details);
    }
}
