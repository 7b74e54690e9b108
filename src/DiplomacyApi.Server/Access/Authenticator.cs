using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Configuration;

namespace DiplomacyApi.Server.Access;

/// <summary>
/// Finds out who calls: by the token or JWT of the call, else by the client certificate of its connection. Refusals never repeat what was
/// shown, and say no more than its owner knows.
/// </summary>
internal sealed class Authenticator(ServerOptions options, Credentials credentials, TimeProvider time, JwtAccess? jwts = null)
{
    private const string Scheme = "Bearer ";
    private const string WayOut = "The server's operator creates tokens (token create).";

    public async Task<Caller> AuthenticateAsync(HttpContext call)
    {
        var shown = call.Request.Headers.Authorization;
        if (shown.Count > 1) throw Refused("The call has more than one authorization header; send one.");
        if (shown.Count == 0) return ByCertificate(call);
        var text = shown.ToString();
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            throw Refused("The authorization header must have the form `Bearer TOKEN`.");
        var token = text[Scheme.Length..].Trim();
        if (jwts is not null && !token.StartsWith(Credential.TokenPrefix, StringComparison.Ordinal))
            return await jwts.AuthenticateAsync(token, call.RequestAborted);
        return Known(credentials.Find(ProofKind.Token, Credential.HashOf(token)), $"The token is unknown, expired or revoked. {WayOut}");
    }

    private Caller ByCertificate(HttpContext call)
    {
        if (call.Connection.ClientCertificate is not { } certificate)
            throw Refused(options.Access.ClientCa.Length == 0
                ? $"The call has no token: send `authorization: Bearer TOKEN`. {WayOut}"
                : $"The call has neither a client certificate nor a token. Connect with a certificate that the server's operator has added (certificate add), or send `authorization: Bearer TOKEN`. {WayOut}");
        // It was checked when the connection began, which may be long ago.
        var (begins, ends) = (new DateTimeOffset(certificate.NotBefore), new DateTimeOffset(certificate.NotAfter));
        if (time.GetUtcNow() < begins || time.GetUtcNow() > ends)
            throw Refused("The client certificate has expired or is not valid yet; use one that is valid now.");
        var credential = credentials.Find(ProofKind.Certificate, Credential.HashOf(certificate))
            ?? credentials.Find(ProofKind.Subject, certificate.Subject);
        var caller = Known(
            credential, "The client certificate is unknown or was revoked. The server's operator can add it (certificate add).");
        return caller with { Expires = ends < caller.Expires ? ends : caller.Expires };
    }

    private static Caller Known(Credential? credential, string otherwise) => credential is null
        ? throw Refused(otherwise)
        : new Caller(credential.Name, credential.Role, credential.Expires ?? DateTimeOffset.MaxValue, credential);

    private static RefusedException Refused(string message) => new(ErrorReason.Unauthenticated, message);
}
