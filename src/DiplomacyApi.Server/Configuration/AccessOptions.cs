using System.Net;
using DiplomacyApi.Domain;

namespace DiplomacyApi.Server.Configuration;

/// <summary>Who is let in, and how what they say is kept from others. No option holds a secret: they name files that do.</summary>
public sealed record AccessOptions
{
    /// <summary>
    /// The server's certificate: PEM (with those between it and its root) or PFX. Empty: no TLS. It is read again when it changes.
    /// </summary>
    public string TlsCertificate { get; init; } = "";

    /// <summary>The certificate's private key in PEM, where the file of the certificate does not hold it.</summary>
    public string TlsKey { get; init; } = "";

    /// <summary>A file that holds the password of the PFX or of the key. Empty: none is needed.</summary>
    public string TlsPasswordFile { get; init; } = "";

    /// <summary>The certificates in PEM of those who issue client certificates. Empty: clients are not asked for one.</summary>
    public string ClientCa { get; init; } = "";

    /// <summary>Who issues JWTs: the address of an OpenID provider. Empty: none, or <see cref="JwtKeyFile"/>.</summary>
    public string JwtAuthority { get; init; } = "";

    /// <summary>
    /// A file that holds the key JWTs are signed with: a public key or certificate in PEM, or a shared secret of at least 32 bytes.
    /// </summary>
    public string JwtKeyFile { get; init; } = "";

    /// <summary>The issuer that JWTs must name. Required with a key file.</summary>
    public string JwtIssuer { get; init; } = "";

    /// <summary>The audience that JWTs must name: this server.</summary>
    public string JwtAudience { get; init; } = "";

    /// <summary>The claim that names who calls, and so who records.</summary>
    public string JwtNameClaim { get; init; } = "sub";

    /// <summary>The claim that holds the role or roles: reader, recorder, admin. Other values are ignored.</summary>
    public string JwtRoleClaim { get; init; } = "role";

    /// <summary>
    /// Serves credentials without TLS on an address that is not loopback: only where a proxy in front ends TLS, on a network of its own.
    /// </summary>
    public bool InsecureBehindProxy { get; init; }

    /// <summary>The calls that one caller may make in a second; 0: no bound. Null: none without access control, else 1,000.</summary>
    public int? CallsPerSecond { get; init; }

    /// <summary>
    /// The calls, watches included, that one caller may have open; 0: no bound. Null: none without access control, else 500.
    /// </summary>
    public int? CallsAtOnce { get; init; }

    /// <summary>The connections that may be open at once.</summary>
    public int Connections { get; init; } = Limits.ConnectionsDefault;

    internal bool HasTls => TlsCertificate.Length > 0;

    internal bool HasJwt => JwtAuthority.Length > 0 || JwtKeyFile.Length > 0;

    internal IEnumerable<string> Problems()
    {
        foreach (var (option, file) in new[]
        {
            ("tls-certificate", TlsCertificate),
            ("tls-key", TlsKey),
            ("tls-password-file", TlsPasswordFile),
            ("client-ca", ClientCa),
            ("jwt-key-file", JwtKeyFile),
        })
            if (file.Length > 0 && !File.Exists(file)) yield return $"{option}: there is no file {file}.";
        if (!HasTls && (TlsKey.Length > 0 || TlsPasswordFile.Length > 0))
            yield return "tls-key and tls-password-file need tls-certificate; set it too.";
        if (!HasTls && ClientCa.Length > 0) yield return "client-ca needs TLS; set tls-certificate.";

        if (JwtAuthority.Length > 0 && JwtKeyFile.Length > 0)
            yield return "jwt-authority and jwt-key-file cannot both be set; keep one of them.";
        if (JwtAuthority.Length > 0 && !IsTrustworthy(JwtAuthority))
            yield return "jwt-authority must be an https address: without TLS, anybody on the network could forge its keys.";
        if (HasJwt && JwtAudience.Length == 0)
            yield return "jwt-audience is missing; without it, JWTs issued for other services would be accepted.";
        if (JwtKeyFile.Length > 0 && JwtIssuer.Length == 0)
            yield return "jwt-issuer is missing; name the issuer that signs with the key in jwt-key-file.";
        if (!HasJwt && (JwtIssuer.Length > 0 || JwtAudience.Length > 0))
            yield return "jwt-issuer and jwt-audience need jwt-authority or jwt-key-file; set one of these.";
        if (JwtNameClaim.Length == 0 || JwtRoleClaim.Length == 0) yield return "jwt-name-claim and jwt-role-claim must not be empty.";

        if (CallsPerSecond < 0 || CallsAtOnce < 0) yield return "calls-per-second and calls-at-once must be 0 (no limit) or more.";
        if (Connections < 1) yield return "connections must be 1 or more.";
    }

    private static bool IsTrustworthy(string authority) => Uri.TryCreate(authority, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps
            || (address.Scheme == Uri.UriSchemeHttp && IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip)));
}
