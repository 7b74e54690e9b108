using Microsoft.IdentityModel.Tokens;

namespace DiplomacyApi.Server.Access;

/// <summary>The keys that JWTs may be signed with, and their issuer.</summary>
internal sealed record TrustedKeys(string Issuer, IReadOnlyCollection<SecurityKey> Keys, IReadOnlyCollection<string> Algorithms);

/// <summary>The source of the keys that JWTs are checked with.</summary>
internal interface IJwtKeys
{
    /// <summary>The keys as they are known now. Refuses ACCESS_UNAVAILABLE where there are none.</summary>
    Task<TrustedKeys> CurrentAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The keys as they are now, for a JWT that none of the keys seen has signed; the same ones where there can be no others. Refuses
    /// ACCESS_UNAVAILABLE where that cannot be found out now.
    /// </summary>
    Task<TrustedKeys> NewerAsync(TrustedKeys seen, CancellationToken cancellationToken);

    /// <summary>Refreshes the keys if needed. Called twice a second; does not wait.</summary>
    void Refresh();
}
