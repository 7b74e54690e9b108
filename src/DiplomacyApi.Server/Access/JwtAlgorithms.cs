using Microsoft.IdentityModel.Tokens;

namespace DiplomacyApi.Server.Access;

/// <summary>The algorithms that JWTs may be signed with, by kind of key: a public key must never be used as a shared secret.</summary>
internal static class JwtAlgorithms
{
    public static readonly string[] Rsa =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
    ];

    public static readonly string[] Elliptic =
        [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512];

    public static readonly string[] Shared = [SecurityAlgorithms.HmacSha256, SecurityAlgorithms.HmacSha384, SecurityAlgorithms.HmacSha512];

    public static readonly string[] Asymmetric = [.. Rsa, .. Elliptic];
}
