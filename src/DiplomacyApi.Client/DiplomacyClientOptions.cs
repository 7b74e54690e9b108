using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Client;

/// <summary>
/// Where the server is, how it is trusted, who asks, and how long a call may take. What can be written in a file of settings binds by its
/// name: `Address`, `Token`, `CaFile`, `ClientCertificateFile`, `ClientKeyFile`, `Timeout`, `KeepAlive`.
/// </summary>
public sealed record DiplomacyClientOptions
{
    /// <summary>How long a call may take where nothing else is said.</summary>
    public static TimeSpan TimeoutDefault { get; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection is silent before the server is asked whether it is there, where nothing else is said.</summary>
    public static TimeSpan KeepAliveDefault { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The server's address: `http://127.0.0.1:5080`, or `https://` for one on another machine.</summary>
    public required Uri Address { get; set; }

    /// <summary>The token to show. Null: none. Sent over `https`, or to this machine; to others in the clear it is refused.</summary>
    public string? Token { get; set; }

    /// <summary>Gives the token for each call, for tokens that expire; a watch that ends with its token goes on under the next. Null: <see cref="Token"/>, which must be null where this is given.</summary>
    public Func<CancellationToken, ValueTask<string>>? TokenSource { get; set; }

    /// <summary>A PEM file of the authorities that may vouch for the server. Null: those that the machine trusts.</summary>
    public string? CaFile { get; set; }

    /// <summary>The certificate to show, with its key. Null: the one of <see cref="ClientCertificateFile"/>, or none.</summary>
    public X509Certificate2? ClientCertificate { get; set; }

    /// <summary>A PEM file of the certificate to show. Null: none.</summary>
    public string? ClientCertificateFile { get; set; }

    /// <summary>A PEM file of that certificate's key. Null: it lies in the same file.</summary>
    public string? ClientKeyFile { get; set; }

    /// <summary>How long a call may take, tries included; more than 0. Default 30 seconds. Streams may take as long as they do.</summary>
    public TimeSpan Timeout { get; set; } = TimeoutDefault;

    /// <summary>How long a connection with open calls is silent before the server is asked whether it is there; at least 1 second. Default 30 seconds.</summary>
    public TimeSpan KeepAlive { get; set; } = KeepAliveDefault;

    /// <summary>Remembers the last place of the log that was seen; a watch that was cut then refuses a log that went back or forked. Null: nothing is remembered.</summary>
    public PositionKeeper? Positions { get; set; }

    /// <summary>What else the handler of the connection needs, such as a proxy or a decorated connect. Called once.</summary>
    public Action<SocketsHttpHandler>? ConfigureHandler { get; set; }

    /// <summary>Where to log that a watch was cut, and what gRPC tells of itself. Null: nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The clock by which watches and imports wait for an answer, and before they are opened again. Default the system's.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>What is wrong with the options, in a sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (Address is null) yield return "Address is missing; write http://127.0.0.1:5080, or https:// and the server's name.";
        else if (!Address.IsAbsoluteUri || (Address.Scheme != Uri.UriSchemeHttp && Address.Scheme != Uri.UriSchemeHttps))
            yield return $"Address '{Address}' is no http:// or https:// address.";
        else
        {
            var isClear = Address.Scheme == Uri.UriSchemeHttp;
            if (isClear && !Address.IsLoopback && (Token is not null || TokenSource is not null))
                yield return $"The token would go to {Address.Host} in the clear; use https://.";
            if (isClear && (CaFile is not null || ClientCertificate is not null || ClientCertificateFile is not null))
                yield return "Certificates are of use with https:// only; write the address so, or leave them out.";
        }
        if (Token is not null && TokenSource is not null) yield return "Token and TokenSource are both set; keep one.";
        if (ClientCertificate is not null && ClientCertificateFile is not null) yield return "ClientCertificate and ClientCertificateFile are both set; keep one.";
        if (ClientKeyFile is not null && ClientCertificateFile is null) yield return "ClientKeyFile has no ClientCertificateFile; name both.";
        if (ClientCertificate is { HasPrivateKey: false }) yield return "ClientCertificate has no private key; load it with its key.";
        foreach (var problem in CertificateFiles.Problems(this)) yield return problem;
        if (Timeout <= TimeSpan.Zero) yield return "Timeout is not more than 0.";
        if (KeepAlive < TimeSpan.FromSeconds(1)) yield return "KeepAlive is less than 1 second.";
    }
}
