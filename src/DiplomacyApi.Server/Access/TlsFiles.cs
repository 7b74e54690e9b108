using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DiplomacyApi.Server.Configuration;
using DiplomacyApi.Server.Logging;
using DiplomacyApi.Storage.Files;

namespace DiplomacyApi.Server.Access;

/// <summary>
/// The server's certificate, and the authorities whose client certificates it accepts. New connections use what the files hold now; while a
/// renewal is half written, the old certificate stays in use.
/// </summary>
internal sealed class TlsFiles(AccessOptions options, TimeProvider time, ILogger<TlsFiles> logger)
{
    private const string ForClients = "1.3.6.1.5.5.7.3.2";

    private readonly FileContents _files = new([options.TlsCertificate, options.TlsKey, options.TlsPasswordFile, options.ClientCa]);
    private volatile Loaded? _loaded;

    /// <summary>Reads the files. To be called once before the server listens.</summary>
    public void Load()
    {
        _files.HasChanged();
        _loaded = Read();
    }

    /// <summary>Reads the files again if they changed. Must not run twice at once.</summary>
    public void Refresh()
    {
        if (!options.HasTls || !_files.HasChanged()) return;
        try
        {
            _loaded = Read();
            ServerLog.CertificateTaken(logger, options.TlsCertificate);
        }
        catch (StartException problem)
        {
            ServerLog.CertificateKept(logger, problem.Message);
        }
    }

    /// <summary>When the certificate in use expires; null: there is none.</summary>
    public DateTimeOffset? Expires => _loaded?.Server.TargetCertificate.NotAfter;

    /// <summary>The TLS options of a new connection.</summary>
    public SslServerAuthenticationOptions ForConnection()
    {
        var loaded = _loaded!;
        var handshake = new SslServerAuthenticationOptions { ServerCertificateContext = loaded.Server };
        if (loaded.ClientCa is null) return handshake;
        handshake.ClientCertificateRequired = true;
        handshake.CertificateChainPolicy = PolicyOf(loaded.ClientCa);
        // A client without a certificate may still have a token.
        handshake.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
            errors == SslPolicyErrors.None || (certificate is null && errors == SslPolicyErrors.RemoteCertificateNotAvailable);
        return handshake;
    }

    /// <summary>
    /// Issued by one of these authorities, valid now, and made for clients. Revocation is a matter of the credentials, not of lists.
    /// </summary>
    private X509ChainPolicy PolicyOf(X509Certificate2Collection issuers)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTime = time.GetUtcNow().UtcDateTime,
            ApplicationPolicy = { new Oid(ForClients) },
        };
        policy.CustomTrustStore.AddRange(issuers);
        return policy;
    }

    private Loaded Read() => new(ReadServer(), options.ClientCa.Length > 0 ? ReadIssuers() : null);

    private SslStreamCertificateContext ReadServer()
    {
        try
        {
            var password = options.TlsPasswordFile.Length > 0 ? TextOf(options.TlsPasswordFile).TrimEnd('\r', '\n') : null;
            var all = new X509Certificate2Collection();
            X509Certificate2 own;
            var text = TextOf(options.TlsCertificate);
            if (text.Contains("-----BEGIN", StringComparison.Ordinal))
            {
                var key = options.TlsKey.Length > 0 ? TextOf(options.TlsKey) : text;
                own = password is null
                    ? X509Certificate2.CreateFromPem(text, key)
                    : X509Certificate2.CreateFromEncryptedPem(text, key, password);
                all.ImportFromPem(text);
                // On Windows, TLS accepts only keys from a store or a PFX.
                if (OperatingSystem.IsWindows()) own = X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pfx), null);
            }
            else
            {
                all = X509CertificateLoader.LoadPkcs12Collection(_files.Bytes(options.TlsCertificate)!, password);
                own = all.First(certificate => certificate.HasPrivateKey);
            }
            CheckSecrets(text);
            return SslStreamCertificateContext.Create(own, all, offline: true);
        }
        catch (Exception problem)
            when (problem is CryptographicException or IOException or UnauthorizedAccessException or InvalidOperationException
                or ArgumentException)
        {
            throw new StartException(
                $"tls-certificate: {options.TlsCertificate} cannot be used: it is not a certificate with its private key (PEM or PFX), or its password is not the one in tls-password-file.");
        }
    }

    private void CheckSecrets(string certificate)
    {
        var isAlsoKey = options.TlsKey.Length == 0 && !IsCertificateAlone(certificate);
        foreach (var (option, file) in new[]
        {
            ("tls-certificate", isAlsoKey ? options.TlsCertificate : ""),
            ("tls-key", options.TlsKey),
            ("tls-password-file", options.TlsPasswordFile),
        })
            if (file.Length > 0 && PrivateFile.ProblemOf(file) is { } problem) throw new StartException($"{option}: {problem}");
    }

    private static bool IsCertificateAlone(string text) =>
        text.Contains("-----BEGIN", StringComparison.Ordinal) && !text.Contains("PRIVATE KEY", StringComparison.Ordinal);

    private X509Certificate2Collection ReadIssuers()
    {
        var issuers = new X509Certificate2Collection();
        try
        {
            issuers.ImportFromPem(TextOf(options.ClientCa));
        }
        catch (Exception problem) when (problem is CryptographicException or IOException or UnauthorizedAccessException)
        {
            issuers.Clear();
        }
        return issuers.Count > 0 ? issuers : throw new StartException($"client-ca: {options.ClientCa} contains no certificate in PEM.");
    }

    private string TextOf(string file) => _files.Text(file) ?? throw new IOException("A file cannot be read.");

    private sealed record Loaded(SslStreamCertificateContext Server, X509Certificate2Collection? ClientCa);
}
