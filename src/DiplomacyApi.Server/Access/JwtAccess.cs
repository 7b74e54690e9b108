using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using DiplomacyApi.Server.Hosting;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace DiplomacyApi.Server.Access;

/// <summary>Takes JWTs of one issuer: of an OpenID provider, whose keys are fetched and followed, or signed with one key from a file.</summary>
internal static class JwtAccess
{
    private const int SecretBytesMin = 32;

    /// <summary>Clocks of two machines differ a little: for so long a JWT is good before it begins and after it ends, for streams too.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    public static void Add(IServiceCollection services, AccessOptions options, TimeProvider time)
    {
        var (key, algorithms) = options.JwtKeyFile.Length > 0 ? KeyOf(options.JwtKeyFile) : (null, Asymmetric);
        services.AddAuthentication().AddJwtBearer(jwt =>
        {
            jwt.MapInboundClaims = false;
            jwt.SaveToken = false;
            jwt.IncludeErrorDetails = false;
            jwt.TimeProvider = time;
            jwt.Events = new JwtBearerEvents
            {
                // Tokens of the file are none of its business.
                OnMessageReceived = message =>
                {
                    if (message.Request.Headers.Authorization.ToString().StartsWith($"Bearer {Credential.TokenPrefix}", StringComparison.OrdinalIgnoreCase)) message.NoResult();
                    return Task.CompletedTask;
                },
            };
            if (key is null)
            {
                jwt.Authority = options.JwtAuthority;
                jwt.RequireHttpsMetadata = options.JwtAuthority.StartsWith(Uri.UriSchemeHttps + ":", StringComparison.OrdinalIgnoreCase);
            }
            jwt.TokenValidationParameters = new TokenValidationParameters
            {
                // Without one the issuer is the authority's own, from its metadata.
                ValidIssuer = options.JwtIssuer.Length > 0 ? options.JwtIssuer : null,
                ValidAudience = options.JwtAudience,
                IssuerSigningKey = key,
                // The key says how it is used: a public key must not be taken for a shared secret.
                ValidAlgorithms = algorithms,
                RequireSignedTokens = true,
                RequireExpirationTime = true,
                LifetimeValidator = (begins, ends, _, _) =>
                    ends is { } end && end + ClockSkew > time.GetUtcNow().UtcDateTime && (begins is null || begins - ClockSkew <= time.GetUtcNow().UtcDateTime),
                LogValidationExceptions = false,
            };
        });
    }

    private static string[] Asymmetric => [.. Rsa, .. Elliptic];

    private static string[] Rsa =>
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
    ];

    private static string[] Elliptic => [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512];

    private static string[] Shared => [SecurityAlgorithms.HmacSha256, SecurityAlgorithms.HmacSha384, SecurityAlgorithms.HmacSha512];

    private static (SecurityKey Key, string[] Algorithms) KeyOf(string file)
    {
        var text = File.ReadAllText(file);
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal)) throw new StartException($"jwt-key-file: {file} holds a private key; give its public key, which is enough to check what is signed.");
        if (!text.Contains("-----BEGIN", StringComparison.Ordinal))
        {
            var secret = Encoding.UTF8.GetBytes(text.Trim());
            if (secret.Length < SecretBytesMin) throw new StartException($"jwt-key-file: {file} is neither a key in PEM nor a secret of at least {SecretBytesMin} bytes.");
            return (new SymmetricSecurityKey(secret), Shared);
        }
        try
        {
            if (text.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal))
            {
                var certificate = X509Certificate2.CreateFromPem(text);
                return (new X509SecurityKey(certificate), certificate.GetRSAPublicKey() is null ? Elliptic : Rsa);
            }
            return TryRsa(text) is { } rsa ? (new RsaSecurityKey(rsa), Rsa) : (new ECDsaSecurityKey(EllipticOf(text)), Elliptic);
        }
        catch (Exception problem) when (problem is CryptographicException or ArgumentException)
        {
            throw new StartException($"jwt-key-file: {file} holds no RSA or elliptic public key in PEM.");
        }
    }

    private static RSA? TryRsa(string pem)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
            return rsa;
        }
        catch (CryptographicException)
        {
            rsa.Dispose();
            return null;
        }
    }

    private static ECDsa EllipticOf(string pem)
    {
        var elliptic = ECDsa.Create();
        elliptic.ImportFromPem(pem);
        return elliptic;
    }
}
