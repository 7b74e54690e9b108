using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using DiplomacyApi.Server.Contract;

namespace DiplomacyApi.Server.Access;

/// <summary>How a caller proves its identity.</summary>
internal enum ProofKind
{
    /// <summary>A token, by its hash.</summary>
    Token,

    /// <summary>One client certificate, by the hash of its bytes.</summary>
    Certificate,

    /// <summary>Any client certificate of this subject that the client CA issued: it may be renewed.</summary>
    Subject,
}

/// <summary>A credential with its name and role. It is kept when it is revoked, since its name is in the journal.</summary>
internal sealed record Credential
{
    /// <summary>Marks a text as a token of this server, for scanners that search code and logs for secrets.</summary>
    public const string TokenPrefix = "dpl_";

    private const int TokenBytes = 32;
    private const int IdCharacters = 8;

    public required ProofKind Kind { get; init; }

    /// <summary>SHA-256 in lower-case hexadecimal digits; of a subject, the name itself.</summary>
    public required string Proof { get; init; }

    public required string Name { get; init; }

    public required Role Role { get; init; }

    public required DateTimeOffset Created { get; init; }

    public DateTimeOffset? Expires { get; init; }

    public DateTimeOffset? Revoked { get; init; }

    /// <summary>Distinguishes the credentials of one name. It reveals nothing.</summary>
    public string Id() => HashOf($"{Kind} {Proof}")[..IdCharacters];

    public bool IsLive(DateTimeOffset now) => Revoked is null && (Expires is null || now < Expires);

    /// <summary>A new token: 256 random bits.</summary>
    public static string NewToken() =>
        TokenPrefix + System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));

    /// <summary>
    /// Plain SHA-256: slow and salted hashes protect secrets that can be guessed, and 256 random bits cannot be. The time of a look-up by
    /// hash reveals nothing about the token.
    /// </summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    public static string HashOf(X509Certificate2 certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span));
}
