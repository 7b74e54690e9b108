using System.Net.Sockets;
using System.Security.Authentication;
using Google.Protobuf;
using Grpc.Core;

namespace DiplomacyApi.Client;

/// <summary>Says why no connection came about, and what to do; the transport's exceptions leave that to be guessed.</summary>
internal static class ConnectionFailure
{
    /// <summary>The code by which an HTTP/2 connection is refused where only HTTP/1.1 is spoken (RFC 9113, HTTP_1_1_REQUIRED).</summary>
    private const long Http11Required = 0xd;

    /// <summary>
    /// The code for what is no HTTP/2 at all (PROTOCOL_ERROR), such as an answer in HTTP/1.1. A connection that worked may end with it too.
    /// </summary>
    private const long ProtocolError = 0x1;

    /// <summary>Null if the exception says enough.</summary>
    public static string? Reason(Exception? failure, DiplomacyClientOptions options, Uri? proxy)
    {
        var causes = Causes(failure).ToList();
        if (causes.OfType<TokenException>().FirstOrDefault() is { } noToken) return noToken.Message;
        if (causes.OfType<UntrustedServerException>().FirstOrDefault() is { } untrusted) return untrusted.Message;
        if (UnixSocket.Is(options.Address) && causes.OfType<SocketException>().FirstOrDefault() is { } unconnected)
            return UnixSocket.Unreachable(options.Address, unconnected);
        if (causes.OfType<AuthenticationException>().FirstOrDefault() is { } failed)
            return $"TLS with {options.Address} failed: {failed.GetBaseException().Message.TrimEnd('.')}. If it is served without TLS, write http://{options.Address.Authority}.";
        if (causes.OfType<NotGrpcException>().FirstOrDefault() is { } foreign) return foreign.Message;
        if (causes.Any(cause => IsHttpError(cause, Http11Required) || IsHttpError(cause, ProtocolError)))
            return $"What answers at {options.Address} does not speak HTTP/2: it is not a DiplomacyApi server, or a gateway in front of it does not pass HTTP/2 on. Check the host and the port of the address.";
        if (proxy is not null && causes.Any(IsTransport))
            return $"{options.Address} cannot be reached through the proxy {proxy.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)} ({failure!.GetBaseException().Message.TrimEnd('.')}). "
                + $"If no proxy is needed, add {options.Address.Host} to NO_PROXY; one that is must pass HTTP/2 on, for which the address is https://.";
        return causes.Any(IsUnanswered) ? Silent(options) : null;
    }

    /// <summary>What kind of failure it is, where the server gave no reason of its own.</summary>
    public static FailureCause CauseOf(Status status, bool hasReason)
    {
        var causes = Causes(status.DebugException).ToList();
        if (causes.Any(cause => cause is TokenException)) return FailureCause.NoToken;
        if (causes.Any(cause => cause is AuthenticationException)) return FailureCause.NotTrusted;
        if (causes.Any(cause => cause is NotGrpcException || IsHttpError(cause, Http11Required))) return FailureCause.NotDiplomacyApi;
        if (status.StatusCode == StatusCode.DeadlineExceeded) return FailureCause.TimedOut;
        return hasReason || status.StatusCode == StatusCode.Unavailable || causes.Any(IsTransport)
            ? FailureCause.Unreachable
            : FailureCause.Other;
    }

    /// <summary>Whether there may be a token the next time: its source failed, and did not give what can be none.</summary>
    public static bool IsTokenLater(Exception? failure) =>
        Causes(failure).OfType<TokenException>().Any(problem => problem.InnerException is not null);

    private static bool IsHttpError(Exception failure, long code) =>
        failure is HttpProtocolException protocol && protocol.ErrorCode == code;

    private static bool IsTransport(Exception failure) => failure
        is (IOException and not InvalidProtocolBufferException) or SocketException or HttpRequestException or ObjectDisposedException
            or OperationCanceledException;

    /// <summary>
    /// Whether the other side did not begin to speak HTTP/2. Calls that waited for the connection report it without a cause and without a
    /// kind, or find its stream closed.
    /// </summary>
    private static bool IsUnanswered(Exception failure) => failure
        is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse }
        or HttpRequestException { HttpRequestError: HttpRequestError.Unknown, StatusCode: null, InnerException: null }
        or ObjectDisposedException;

    /// <summary>
    /// A server that ends a connection before it says a word gives no reason; what it can be depends on how it was spoken to.
    /// </summary>
    private static string Silent(DiplomacyClientOptions options)
    {
        var ended = $"The server at {options.Address} closed the connection without speaking HTTP/2.";
        if (UnixSocket.Is(options.Address)) return $"{ended} What listens there is not a DiplomacyApi server.";
        if (options.Address.Scheme == Uri.UriSchemeHttp)
            return $"{ended} If it is served with TLS, write https://{options.Address.Authority}; if it speaks HTTP/1.1 alone, it is not a DiplomacyApi server.";
        if (options.ClientCertificate is not { } own) return $"{ended} It may require a client certificate; set one (ClientCertificate).";
        return options.Time.GetUtcNow() > own.NotAfter
            ? $"{ended} The client certificate ({own.Subject}) is {CertificateFiles.Validity(own)}, and so is not valid now; use one that is."
            : $"{ended} It may not accept the client certificate ({own.Subject}, issued by {own.Issuer}, {CertificateFiles.Validity(own)}); use one from an issuer that it trusts, or a token instead.";
    }

    private static IEnumerable<Exception> Causes(Exception? failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException) yield return cause;
    }
}
