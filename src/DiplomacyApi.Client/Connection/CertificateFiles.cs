using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DiplomacyApi.Client;

/// <summary>Reads certificates from the files that the options name.</summary>
internal static class CertificateFiles
{
    /// <summary>The authorities that may vouch for the server.</summary>
    public static X509Certificate2Collection Authorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        return authorities;
    }

    /// <summary>The certificate to show, with its key.</summary>
    public static X509Certificate2 Own(string file, string? keyFile)
    {
        using var read = X509Certificate2.CreateFromPemFile(file, keyFile);
        // Windows cannot show a certificate whose key was only read into memory; one that went through PKCS 12 it can.
        return new X509Certificate2(read.Export(X509ContentType.Pkcs12));
    }

    /// <summary>From when to when a certificate holds, in words.</summary>
    public static string Validity(X509Certificate2 certificate) =>
        $"valid from {Minute(certificate.NotBefore)} to {Minute(certificate.NotAfter)}";

    /// <summary>What is wrong with the files of the options, in a sentence each.</summary>
    public static IEnumerable<string> Problems(DiplomacyClientOptions options)
    {
        var missing = new[] { options.CaFile, options.ClientCertificateFile, options.ClientKeyFile }
            .Where(file => file is not null && !File.Exists(file)).ToList();
        foreach (var file in missing) yield return $"There is no file {file}.";
        if (missing.Count > 0) yield break;

        if (options.CaFile is { } authorities && Unreadable(() => Authorities(authorities).Count > 0) is { } noAuthority)
            yield return $"CaFile {authorities} {noAuthority}; name a file of the authorities' certificates in PEM (-----BEGIN CERTIFICATE-----).";
        if (options.ClientCertificateFile is { } own
                && Unreadable(() => Own(own, options.ClientKeyFile).HasPrivateKey) is { } noCertificate)
            yield return $"ClientCertificateFile {own} {noCertificate}; name a certificate in PEM, with its key in the same file or in ClientKeyFile, without a password.";
    }

    /// <summary>Null where it can be read.</summary>
    private static string? Unreadable(Func<bool> holdsWhatItShould)
    {
        try
        {
            return holdsWhatItShould() ? null : "holds no certificate";
        }
        catch (CryptographicException)
        {
            // Its text might quote what lies in the file.
            return "holds no certificate that can be used";
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return $"cannot be read ({problem.Message.TrimEnd('.')})";
        }
    }

    private static string Minute(DateTime local) => local.ToUniversalTime().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
