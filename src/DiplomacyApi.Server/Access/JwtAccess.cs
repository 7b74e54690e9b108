using System.Text.Json;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Configuration;
using DiplomacyApi.Server.Contract;
using DiplomacyApi.Server.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace DiplomacyApi.Server.Access;

/// <summary>Authenticates by JWTs of the trusted issuer, for this server, that are valid now. Their claims give name and role.</summary>
internal sealed class JwtAccess(AccessOptions options, IJwtKeys keys, TimeProvider time, ThrottledLog log)
{
    /// <summary>
    /// Clocks of two machines differ a little: a JWT is accepted for this long before it begins and after it ends, for streams too.
    /// </summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    private const string CriticalHeader = "crit";

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    public async Task<Caller> AuthenticateAsync(string text, CancellationToken cancellationToken)
    {
        if (!_handler.CanReadToken(text)) throw Invalid("no JWT");
        var trusted = await keys.CurrentAsync(cancellationToken);
        var result = await ValidateAsync(text, trusted);
        if (MayBeOfNewKey(result, text, trusted) && await keys.NewerAsync(trusted, cancellationToken) is var newer && newer != trusted)
            result = await ValidateAsync(text, newer);
        if (!result.IsValid) throw Invalid(result.Exception?.GetType().Name ?? "not valid");

        var jwt = (JsonWebToken)result.SecurityToken;
        // The JWT requires an extension, and none is supported (RFC 7515, 4.1.11).
        if (jwt.TryGetHeaderValue<object>(CriticalHeader, out _)) throw Invalid(CriticalHeader);
        using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(jwt.EncodedPayload));
        return CallerOf(new JwtClaims(payload.RootElement), jwt.ValidTo);
    }

    private Caller CallerOf(JwtClaims claims, DateTime ends)
    {
        var name = claims.Texts(options.JwtNameClaim) is [var only] ? only : "";
        if (Caller.ProblemOf(name) is { } problem)
            throw new RefusedException(ErrorReason.Unauthenticated,
                $"The claim {options.JwtNameClaim} of the JWT is not a valid name. {problem}");
        var roles = claims.Texts(options.JwtRoleClaim);
        return new Caller(name, (roles ?? []).Select(Roles.Of).OfType<Role>().DefaultIfEmpty(Role.Anyone).Max(), AcceptedUntil(ends))
        {
            RoleProblem = roles is null
                ? $"Its JWT has no claim {options.JwtRoleClaim}; jwt-role-claim names the claim that holds the role."
                : $"The claim {options.JwtRoleClaim} of its JWT has no role that this server knows; the roles are {Roles.Names}.",
        };
    }

    private Task<TokenValidationResult> ValidateAsync(
        string text, TrustedKeys trusted) => _handler.ValidateTokenAsync(text, new TokenValidationParameters
        {
            ValidIssuer = trusted.Issuer,
            ValidAudience = options.JwtAudience,
            IssuerSigningKeys = trusted.Keys,
            ValidAlgorithms = trusted.Algorithms,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            // The clock is moved, not the claims: these may be the first or last time that there is.
            LifetimeValidator = (begins, ends, _, _) =>
                time.GetUtcNow().UtcDateTime is var now && ends > now - ClockSkew && (begins is null || begins <= now + ClockSkew),
            LogValidationExceptions = false,
        });

    /// <summary>Whether a JWT may be valid with newer keys of the issuer; an arbitrary JWT must not cause a fetch.</summary>
    private bool MayBeOfNewKey(TokenValidationResult result, string text, TrustedKeys trusted) =>
        result.Exception is SecurityTokenSignatureKeyNotFoundException
        && _handler.ReadJsonWebToken(text) is var jwt && jwt.Issuer == trusted.Issuer && trusted.Algorithms.Contains(jwt.Alg);

    /// <summary>Until when a JWT with this end is accepted.</summary>
    private static DateTimeOffset AcceptedUntil(DateTime ends) =>
        ends >= DateTime.MaxValue - ClockSkew ? DateTimeOffset.MaxValue : new DateTimeOffset(ends, TimeSpan.Zero) + ClockSkew;

    private RefusedException Invalid(string problem)
    {
        log.JwtRefused(problem);
        return new RefusedException(ErrorReason.Unauthenticated,
            "The JWT is not valid: not signed by the trusted issuer, not for this server, not yet valid or expired.");
    }
}
