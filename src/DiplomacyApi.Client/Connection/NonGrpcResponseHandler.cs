using System.Net;

namespace DiplomacyApi.Client;

/// <summary>What answers is not a DiplomacyApi server; the message says what it is, as far as that shows.</summary>
internal sealed class NotGrpcException(string message) : Exception(message);

/// <summary>
/// Refuses answers that no gRPC server gives: a page of a web server, or a redirect. Those of a gateway pass, as gRPC has codes for them.
/// </summary>
internal sealed class NonGrpcResponseHandler(Uri address, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string GrpcType = "application/grpc";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (IsGrpc(answer) || !IsFinal(answer.StatusCode)) return answer;
        var what = answer.Headers.Location is { } elsewhere
            ? $"it redirects to {Shown(elsewhere)}"
            : $"it gives HTTP {(int)answer.StatusCode} and {answer.Content.Headers.ContentType?.MediaType ?? "no content type"}";
        answer.Dispose();
        throw new NotGrpcException(
            $"What answers at {address} is not a DiplomacyApi server: {what}. Check the host and the port of the address.");
    }

    private static bool IsGrpc(HttpResponseMessage answer) =>
        answer.Content.Headers.ContentType?.MediaType?.StartsWith(GrpcType, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>A success, a redirect, or what a web server says to a path and a method that it does not know.</summary>
    private static bool IsFinal(HttpStatusCode status) =>
        (int)status < 400 || status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed;

    private static string Shown(Uri elsewhere) =>
        elsewhere.IsAbsoluteUri
            ? elsewhere.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            : "another path";
}
