using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using DiplomacyApi.Server.Configuration;
using DiplomacyApi.Server.Logging;
using DiplomacyApi.Storage.Files;
using Microsoft.IdentityModel.Tokens;

namespace DiplomacyApi.Server.Access;

/// <summary>The one key of a file that JWTs are signed with. It is read again when its content changes.</summary>
internal sealed class KeyFile(AccessOptions options, ILogger<KeyFile> logger) : IJwtKeys
{
    private const int SecretBytesMin = 32;

    private readonly FileContents _file = new([options.JwtKeyFile]);
    private volatile TrustedKeys? _keys;

    /// <summary>Reads the file. To be called once before the server listens.</summary>
    public void Load()
    {
        _file.HasChanged();
        _keys = Read();
    }

    public Task<TrustedKeys> CurrentAsync(CancellationToken cancellationToken) => Task.FromResult(_keys!);

    public Task<TrustedKeys> NewerAsync(TrustedKeys seen, CancellationToken cancellationToken) => CurrentAsync(cancellationToken);

    public void Refresh()
    {
        if (!_file.HasChanged()) return;
        try
        {
            _keys = Read();
            ServerLog.JwtKeyTaken(logger, options.JwtKeyFile);
        }
        catch (StartException problem)
        {
            ServerLog.JwtKeyKept(logger, problem.Message);
        }
    }

    private TrustedKeys Read()
    {
        var file = options.JwtKeyFile;
        var text = _file.Text(file) ?? throw new StartException($"jwt-key-file: {file} cannot be read.");
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal))
            throw new StartException(
                $"jwt-key-file: {file} contains a private key; give the public key, which is enough to check signatures.");
        if (!text.Contains("-----BEGIN", StringComparison.Ordinal))
        {
            var secret = Encoding.UTF8.GetBytes(text.Trim());
            if (secret.Length < SecretBytesMin)
                throw new StartException($"jwt-key-file: {file} is neither a key in PEM nor a secret of at least {SecretBytesMin} bytes.");
            if (PrivateFile.ProblemOf(file) is { } problem) throw new StartException($"jwt-key-file: {problem}");
            return Trusted(new SymmetricSecurityKey(secret), JwtAlgorithms.Shared);
        }
        try
        {
            if (text.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal))
            {
                var certificate = X509Certificate2.CreateFromPem(text);
                return Trusted(new X509SecurityKey(certificate),
                    certificate.GetRSAPublicKey() is null ? JwtAlgorithms.Elliptic : JwtAlgorithms.Rsa);
            }
            return TryRsa(text) is { } rsa
                ? Trusted(new RsaSecurityKey(rsa), JwtAlgorithms.Rsa)
                : Trusted(new ECDsaSecurityKey(EllipticOf(text)), JwtAlgorithms.Elliptic);
        }
        catch (Exception problem) when (problem is CryptographicException or ArgumentException)
        {
            throw new StartException($"jwt-key-file: {file} contains no RSA or elliptic-curve public key in PEM.");
        }
    }

    private TrustedKeys Trusted(SecurityKey key, string[] algorithms) => new(options.JwtIssuer, [key], algorithms);

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
