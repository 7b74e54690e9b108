using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace DiplomacyApi.Client;

/// <summary>The server's certificate was not accepted; the message says why, and what to do.</summary>
internal sealed class UntrustedServerException(string message) : AuthenticationException(message);

/// <summary>
/// Accepts a server's certificate where nothing is wrong with it, and else says what is: the transport's own words leave that to be
/// guessed.
/// </summary>
internal sealed class ServerCertificateValidator(string? caFile)
{
    /// <summary>Asked by the handshake. It never answers false: what is wrong is thrown.</summary>
    public bool Check(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors != SslPolicyErrors.None) throw new UntrustedServerException(Refusal((SslStream)sender, shown, chain, errors));
        return errors == SslPolicyErrors.None;
    }

    private string Refusal(SslStream connection, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (shown is null) return "The server presents no certificate.";
        using var certificate = new X509Certificate2(shown);
        return $"The server's certificate ({certificate.Subject}) is not accepted. {string.Join(' ', Problems(certificate, connection.TargetHostName, errors, StatusesOf(chain)))}";
    }

    private IEnumerable<string> Problems(X509Certificate2 certificate, string host, SslPolicyErrors errors, X509ChainStatusFlags statuses)
    {
        const X509ChainStatusFlags Unknown = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            yield return $"It was issued for {NamesOf(certificate)}, not for {host}; use an address with a name that it was issued for.";
        if ((statuses & X509ChainStatusFlags.NotTimeValid) != 0)
            yield return $"It is {CertificateFiles.Validity(certificate)}, and so it or the one of its authority is not valid now; have it renewed, unless this machine's clock is wrong.";
        if ((statuses & Unknown) != 0)
            yield return caFile is null
                ? $"It was issued by {certificate.Issuer}, and this machine does not trust that issuer; give its authority's certificate as CaFile."
                : $"It was issued by {certificate.Issuer}, and no authority in {caFile} vouches for that issuer; give the file of the one that does as CaFile.";
        if ((statuses & ~(Unknown | X509ChainStatusFlags.NotTimeValid)) is var others && others != 0)
            yield return $"Its chain is {others}; its operator must get another.";
    }

    private static X509ChainStatusFlags StatusesOf(X509Chain? chain) =>
        chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) ?? X509ChainStatusFlags.NoError;

    private static string NamesOf(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames()
                .Concat(extension.EnumerateIPAddresses().Select(address => address.ToString()))).ToList();
        return names.Count == 0 ? "no host name" : string.Join(", ", names);
    }
}
