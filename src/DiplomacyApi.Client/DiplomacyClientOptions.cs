using System.Security.Cryptography.X509Certificates;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Client;

/// <summary>
/// Where the server is, how it is trusted, who asks, and how long a call may take. What can be written in a file of settings binds by its
/// name: `Address`, `Token`, `TokenFile`, `CaFile`, `ClientCertificateFile`, `ClientKeyFile`, `Timeout`, `KeepAlive`.
/// </summary>
public sealed record DiplomacyClientOptions
{
    private const string CertificatesOfNoUse = "Certificates need an address with https://; change the address, or leave them out.";

    /// <summary>How long a call may take where nothing else is said.</summary>
    public static TimeSpan TimeoutDefault { get; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection is silent before the server is asked whether it is there, where nothing else is said.</summary>
    public static TimeSpan KeepAliveDefault { get; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The server's address: `http://127.0.0.1:5080`, or `https://` for one on another machine, a scheme, a host and a port, and nothing after
    /// them; or `unix:/run/diplomacy.sock`, the whole path of the Unix socket of one on this machine.
    /// </summary>
    public required Uri Address { get; set; }

    /// <summary>
    /// The token to show; white space and line ends around it do not matter. Null: none. Sent over `https`, or to this machine; to others in
    /// the clear it is refused. At most one of <see cref="Token"/>, <see cref="TokenFile"/> and <see cref="TokenSource"/> is given.
    /// </summary>
    public string? Token { get; set; }

    /// <summary>
    /// A file that holds the token to show and nothing else, such as a mounted secret. It is read for each call, so that a new token is
    /// shown as soon as it is there; a watch that ends with its token goes on under the next. Null: none.
    /// </summary>
    public string? TokenFile { get; set; }

    /// <summary>
    /// Gives the token for each call, for tokens that expire; a watch that ends with its token goes on under the next. Where it throws, the
    /// call fails with <see cref="FailureCause.NoToken"/>. Null: none.
    /// </summary>
    public Func<CancellationToken, ValueTask<string>>? TokenSource { get; set; }

    /// <summary>A PEM file of the authorities that may vouch for the server. Null: those that the machine trusts.</summary>
    public string? CaFile { get; set; }

    /// <summary>The certificate to show, with its key. Null: the one of <see cref="ClientCertificateFile"/>, or none.</summary>
    public X509Certificate2? ClientCertificate { get; set; }

    /// <summary>A PEM file of the certificate to show. Null: none.</summary>
    public string? ClientCertificateFile { get; set; }

    /// <summary>A PEM file of that certificate's key. Null: it lies in the same file.</summary>
    public string? ClientKeyFile { get; set; }

    /// <summary>
    /// How long a call may take, with its tries and with waits for a busy server; more than 0. Default 30 seconds. Streams may take as long as
    /// they do; a watch waits about this long for a busy server to let it begin.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeoutDefault;

    /// <summary>How long a connection with open calls is silent before the server is asked whether it is there; at least 1 second. Default 30 seconds.</summary>
    public TimeSpan KeepAlive { get; set; } = KeepAliveDefault;

    /// <summary>Remembers the last place of the log that was seen; a watch that was cut then refuses a log that went back or forked. Null: nothing is remembered.</summary>
    public PositionKeeper? Positions { get; set; }

    /// <summary>
    /// What else the handler of the connection needs, such as a decorated connect or a proxy. Called once. The proxies that the environment
    /// names are used for other machines and not for this one.
    /// </summary>
    public Action<SocketsHttpHandler>? ConfigureHandler { get; set; }

    /// <summary>Where to log that a watch was cut, and what gRPC tells of itself. Null: nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>
    /// What every call passes on its way, the first of them first: each sees a call as its caller does, with all its tries, and failures as
    /// <see cref="DiplomacyException"/>.
    /// </summary>
    public IReadOnlyList<Interceptor> Interceptors { get; set; } = [];

    /// <summary>The clock by which watches and imports wait for an answer, and before they are opened again. Default the system's.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>What is wrong with the options, in a sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var problem in AddressProblems().Concat(BearerToken.Problems(this))) yield return problem;
        if (ClientCertificate is not null && ClientCertificateFile is not null) yield return "ClientCertificate and ClientCertificateFile are both set; keep one.";
        if (ClientKeyFile is not null && ClientCertificateFile is null) yield return "ClientKeyFile needs ClientCertificateFile; set both.";
        if (ClientCertificate is { HasPrivateKey: false }) yield return "ClientCertificate has no private key; load it with its key.";
        foreach (var problem in CertificateFiles.Problems(this)) yield return problem;
        if (Timeout <= TimeSpan.Zero) yield return "Timeout must be more than 0.";
        if (KeepAlive < TimeSpan.FromSeconds(1)) yield return "KeepAlive must be 1 second or more.";
    }

    /// <summary>Only where it connects to: options are logged, and a token must not be.</summary>
    public override string ToString() => $"{nameof(DiplomacyClientOptions)} for {(Address is not { IsAbsoluteUri: true } ? "no address" : UnixSocket.Is(Address) ? Address.OriginalString : Address.Host)}";

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
