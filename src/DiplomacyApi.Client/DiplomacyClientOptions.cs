using System.Security.Cryptography.X509Certificates;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Client;

/// <summary>
/// Where the server is, how to authenticate, and how long a call may take. These properties can be bound from a configuration file by name:
/// `Address`, `Token`, `TokenFile`, `CaFile`, `ClientCertificateFile`, `ClientKeyFile`, `Timeout`, `KeepAlive`.
/// </summary>
public sealed record DiplomacyClientOptions
{
    private const string CertificatesOfNoUse = "Certificates need an address with https://; change the address, or leave them out.";

    /// <summary>The default of <see cref="Timeout"/>: 30 seconds.</summary>
    public static TimeSpan TimeoutDefault { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The default of <see cref="KeepAlive"/>: 30 seconds.</summary>
    public static TimeSpan KeepAliveDefault { get; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The server's address: `http://127.0.0.1:5080`, or `https://` for one on another machine, a scheme, a host and a port, and nothing
    /// after them; or `unix:/run/diplomacy.sock`, the whole path of the Unix socket of one on this machine.
    /// </summary>
    public required Uri Address { get; set; }

    /// <summary>
    /// The token of the calls; white space around it is ignored. Null: none. It is sent over `https` or to this machine only; options that
    /// would send it unencrypted elsewhere are refused. Set at most one of <see cref="Token"/>, <see cref="TokenFile"/> and
    /// <see cref="TokenSource"/>.
    /// </summary>
    public string? Token { get; set; }

    /// <summary>
    /// A file with the token and nothing else, such as a mounted secret, of at most 64 KiB. It is read for each call, so that a new token
    /// is used as soon as it is there; a watch whose token expires continues with the next. Null: none.
    /// </summary>
    public string? TokenFile { get; set; }

    /// <summary>
    /// Returns the token of each call, for tokens that expire; a watch whose token expires continues with the next. If it throws, the call
    /// fails with <see cref="FailureCause.NoToken"/>. Null: none.
    /// </summary>
    public Func<CancellationToken, ValueTask<string>>? TokenSource { get; set; }

    /// <summary>
    /// A PEM file with the certificate authorities that may issue the server's certificate. Null: those that the machine trusts.
    /// </summary>
    public string? CaFile { get; set; }

    /// <summary>The client certificate, with its private key. Null: the one of <see cref="ClientCertificateFile"/>, or none.</summary>
    public X509Certificate2? ClientCertificate { get; set; }

    /// <summary>A PEM file with the client certificate. Null: none.</summary>
    public string? ClientCertificateFile { get; set; }

    /// <summary>
    /// A PEM file with the private key of <see cref="ClientCertificateFile"/>, without a password. Null: it is in the same file.
    /// </summary>
    public string? ClientKeyFile { get; set; }

    /// <summary>
    /// How long a unary call may take, with its retries and with waits for a busy server; more than 0. Default 30 seconds. Streams have no
    /// limit, but a watch waits only about this long for a busy server before it begins.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeoutDefault;

    /// <summary>
    /// How long a connection with open calls may be silent before an HTTP/2 ping is sent; at least 1 second. Default 30 seconds.
    /// </summary>
    public TimeSpan KeepAlive { get; set; } = KeepAliveDefault;

    /// <summary>
    /// Keeps the last position of the log that was seen; a watch then refuses to resume on a log that went back or forked. Null: nothing is
    /// kept.
    /// </summary>
    public PositionKeeper? Positions { get; set; }

    /// <summary>
    /// Configures the HTTP handler further, for example with a proxy. Called once. Proxies from the environment are used for other
    /// machines, but not for this one. Null: nothing.
    /// </summary>
    public Action<SocketsHttpHandler>? ConfigureHandler { get; set; }

    /// <summary>Where to log interrupted streams and what gRPC logs. Null: nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>
    /// Interceptors of every call, the outermost first. They see a call as its caller does: with all its retries as one call, and failures
    /// as <see cref="DiplomacyException"/>.
    /// </summary>
    public IReadOnlyList<Interceptor> Interceptors { get; set; } = [];

    /// <summary>The clock of timeouts and waits in watches, imports and exports. Default: the system's.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>What is wrong with the options, in a sentence each; empty if they are valid.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var problem in AddressProblems().Concat(BearerToken.Problems(this))) yield return problem;
        if (ClientCertificate is not null && ClientCertificateFile is not null)
            yield return "ClientCertificate and ClientCertificateFile are both set; keep one.";
        if (ClientKeyFile is not null && ClientCertificateFile is null) yield return "ClientKeyFile needs ClientCertificateFile; set both.";
        if (ClientCertificate is { HasPrivateKey: false }) yield return "ClientCertificate has no private key; load it with its key.";
        foreach (var problem in CertificateFiles.Problems(this)) yield return problem;
        if (Timeout <= TimeSpan.Zero) yield return "Timeout must be more than 0.";
        if (KeepAlive < TimeSpan.FromSeconds(1)) yield return "KeepAlive must be 1 second or more.";
    }

    /// <summary>The address only: options may be logged, and a token must not be.</summary>
    public override string ToString() =>
        $"{nameof(DiplomacyClientOptions)} for {(Address is not { IsAbsoluteUri: true } ? "no address" : UnixSocket.Is(Address) ? Address.OriginalString : Address.Host)}";

    private bool HasCertificates => CaFile is not null || ClientCertificate is not null || ClientCertificateFile is not null;

    private IEnumerable<string> AddressProblems()
    {
        if (Address is null) yield return "Address is missing; write http://127.0.0.1:5080, or https:// and the server's name.";
        else if (UnixSocket.Is(Address))
        {
            if (UnixSocket.Problem(Address) is { } problem) yield return $"Address {problem}";
            if (HasCertificates) yield return CertificatesOfNoUse;
        }
        // What is refused may hold a password, and is not shown.
        else if (Address.OriginalString.Contains('@', StringComparison.Ordinal))
            yield return "Address contains a user or a password; leave them out, and give a token as Token.";
        else if (!Address.IsAbsoluteUri || (Address.Scheme != Uri.UriSchemeHttp && Address.Scheme != Uri.UriSchemeHttps))
            yield return $"Address '{Address}' is neither an http:// or https:// address nor a socket (unix:/run/diplomacy.sock).";
        else if (Address.PathAndQuery != "/" || Address.Fragment.Length > 0)
            yield return $"Address must not have a path, a query or a fragment; write {Address.GetLeftPart(UriPartial.Authority)}.";
        else
        {
            var isClear = Address.Scheme == Uri.UriSchemeHttp;
            if (isClear && !Address.IsLoopback && BearerToken.IsGiven(this))
                yield return $"The token would be sent to {Address.Host} unencrypted; use https://.";
            if (isClear && HasCertificates) yield return CertificatesOfNoUse;
        }
    }
}
