using System.Management.Automation;
using System.Management.Automation.Runspaces;
using DiplomacyApi.Client;

namespace DiplomacyApi.PowerShell;

/// <summary>A connection to a server. It connects at the first call, and loads the engine then. Several threads may share it.</summary>
public sealed class DiplomacyConnection : IDisposable
{
    internal const string AddressVariable = "DIPLOMACY_API_ADDRESS";
    internal const string TokenVariable = "DIPLOMACY_API_TOKEN";
    internal const int TimeoutSecDefault = 30;

    private readonly EngineSettings _settings;
    private readonly Lazy<IEngine> _engine;
    private volatile bool _isClosed;

    internal DiplomacyConnection(EngineSettings settings)
    {
        _settings = settings;
        _engine = new Lazy<IEngine>(() => EngineLoader.Create(_settings), LazyThreadSafetyMode.ExecutionAndPublication);
        RunspaceConnections.Of(Runspace.DefaultRunspace).Add(this);
    }

    /// <summary>A connection that a script dropped without closing it gives its sockets back too.</summary>
    ~DiplomacyConnection() => CloseEngine();

    /// <summary>The name under which the session keeps it; empty where it has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether cmdlets of this runspace use it where no connection is given.</summary>
    public bool IsCurrent => Runspace.DefaultRunspace is { } here && RunspaceConnections.Of(here).Default == this;

    /// <summary>The server's address: a URL, or a Unix socket (`unix:/run/diplomacy.sock`).</summary>
    public Uri Address => _settings.Address;

    /// <summary>How many seconds a call may take.</summary>
    public int TimeoutSec => (int)_settings.Timeout.TotalSeconds;

    /// <summary>Whether a token is shown to the server. The token itself is shown to nobody.</summary>
    public bool HasToken => _settings.Token is not null;

    /// <summary>The authorities that are trusted instead of the machine's. Empty: the machine's.</summary>
    public string CaFile => _settings.CaFile ?? "";

    /// <summary>Whether the client shows a certificate of its own.</summary>
    public bool HasClientCertificate => _settings.ClientCertificate is not null;

    internal IEngine Engine => _isClosed
        ? throw new DiplomacyApiException($"The connection to {Address} was closed. Connect again: Connect-DiplomacyApi {Address}.",
            "NotConnected", ErrorCategory.ConnectionError)
        : _engine.Value;

    internal static DiplomacyConnection? Default
    {
        get => RunspaceConnections.Of(Runspace.DefaultRunspace).Default;
        set => RunspaceConnections.Of(Runspace.DefaultRunspace).Default = value;
    }

    /// <summary>Whether a script may hold it, so that it stays open where the runspace's own becomes another.</summary>
    internal bool IsHandedOut { get; set; }

    /// <summary>
    /// The connection given, the runspace's own, or the one that the environment names, which becomes the runspace's own.
    /// </summary>
    internal static DiplomacyConnection? Current(DiplomacyConnection? given) =>
        given ?? Default ?? (FromEnvironment() is { } named ? Default = named : null);

    /// <summary>
    /// The address that the environment names, if it names one. What it names wrongly is not shown, as there may be a password in it.
    /// </summary>
    internal static Uri? EnvironmentAddress
    {
        get
        {
            if (Environment.GetEnvironmentVariable(AddressVariable) is not { Length: > 0 } named) return null;
            return Uri.TryCreate(named, UriKind.Absolute, out var address) && AddressProblem(address) is null
                ? address
                : throw new DiplomacyApiException(
                    $"{AddressVariable} is not a server's URL; set it to one such as http://127.0.0.1:5080, and the token in {TokenVariable}.",
                    "InvalidAddress", ErrorCategory.InvalidArgument);
        }
    }

    private static DiplomacyConnection? FromEnvironment() => EnvironmentAddress is { } address
        ? new DiplomacyConnection(new EngineSettings
        {
            Address = address,
            Token = EnvironmentToken,
            Timeout = TimeSpan.FromSeconds(TimeoutSecDefault),
        })
        : null;

    internal static string? EnvironmentToken =>
        Environment.GetEnvironmentVariable(TokenVariable)?.Trim() is { Length: > 0 } token ? token : null;

    /// <summary>What is wrong with an address, and what to write; null where nothing is. A password in it is not shown.</summary>
    internal static string? AddressProblem(Uri? address)
    {
        if (address is null) return "No address is given; write Connect-DiplomacyApi -Address http://127.0.0.1:5080.";
        if (UnixSocket.Is(address)) return UnixSocket.Problem(address);
        if (address.OriginalString.Contains('@'))
            return "An address with a user or a password in it would be shown; give the token with -Token or -Credential.";
        if (address is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            return "That is not a full URL; write http://127.0.0.1:5080.";
        return address.PathAndQuery != "/" || address.Fragment.Length > 0
            ? $"'{address}' has a path, a query or a fragment, which must not be there; write {address.GetLeftPart(UriPartial.Authority)}."
            : null;
    }

    /// <inheritdoc />
    public override string ToString() => Address.ToString();

    /// <inheritdoc />
    public void Dispose()
    {
        _isClosed = true;
        CloseEngine();
        GC.SuppressFinalize(this);
    }

    private void CloseEngine()
    {
        if (_engine is { IsValueCreated: true }) _engine.Value.Dispose();
    }
}
