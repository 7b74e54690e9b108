using System.Security.Authentication;

namespace DiplomacyApi.Client;

/// <summary>Says why no connection came about, and what to do; the transport's exceptions leave that to be guessed.</summary>
internal static class NoConnection
{
    /// <summary>Null where there is no more to say than the exception does.</summary>
    public static string? Reason(Exception? failure, DiplomacyClientOptions options)
    {
        var causes = Causes(failure).ToList();
        if (causes.OfType<UntrustedServerException>().FirstOrDefault() is { } untrusted) return untrusted.Message;
        if (causes.OfType<AuthenticationException>().FirstOrDefault() is { } failed)
            return $"TLS with {options.Address} did not come about: {failed.GetBaseException().Message.TrimEnd('.')}. If it is served without TLS, write http://{options.Address.Authority}.";
        return causes.Any(IsUnanswered) ? Silent(options) : null;
    }

    /// <summary>Whether it was trust that was missing, so that it stays so until a certificate or the options change.</summary>
    public static bool IsUntrusted(Exception? failure) => Causes(failure).OfType<AuthenticationException>().Any();

    /// <summary>
    /// Whether the other side did not begin to speak HTTP/2. Calls that waited for the connection are told so without a cause and without a
    /// kind, or find its stream closed.
    /// </summary>
    private static bool IsUnanswered(Exception failure) => failure
        is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse }
        or HttpRequestException { HttpRequestError: HttpRequestError.Unknown, StatusCode: null, InnerException: null }
        or ObjectDisposedException;

    /// <summary>A server that ends a connection before it says a word gives no reason; what it can be depends on how it was spoken to.</summary>
    private static string Silent(DiplomacyClientOptions options)
    {
        var ended = $"The server at {options.Address} ended the connection without a word.";
        if (options.Address.Scheme == Uri.UriSchemeHttp) return $"{ended} If it is served with TLS, write https://{options.Address.Authority}.";
        if (options.ClientCertificate is not { } own) return $"{ended} It may want a client certificate; show one (ClientCertificate).";
        return options.Time.GetUtcNow() > own.NotAfter
            ? $"{ended} The client certificate ({own.Subject}) is {CertificateFiles.Validity(own)}, and so is not valid now; show one that is."
            : $"{ended} It may not take the client certificate ({own.Subject}, issued by {own.Issuer}, {CertificateFiles.Validity(own)}); show one of an issuer that it trusts, or a token and none.";
    }

    private static IEnumerable<Exception> Causes(Exception? failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException) yield return cause;
    }
}
