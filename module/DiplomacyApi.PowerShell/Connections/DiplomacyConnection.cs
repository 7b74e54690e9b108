using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace DiplomacyApi.PowerShell;

/// <summary>A connection to a server. It connects at the first call, and loads the engine then. Several threads may share it.</summary>
public sealed class DiplomacyConnection : IDisposable
{
    internal const string AddressVariable = "DIPLOMACY_API_ADDRESS";
    internal const string TokenVariable = "DIPLOMACY_API_TOKEN";
    internal const int TimeoutSecDefault = 30;

    // Each runspace has its own default, so that ForEach-Object -Parallel does not share one by accident.
    private static readonly ConditionalWeakTable<Runspace, DiplomacyConnection> Defaults = [];

    private readonly EngineSettings _settings;
    private readonly Lazy<IEngine> _engine;
    private volatile bool _isClosed;

    internal DiplomacyConnection(EngineSettings settings)
    {
        _settings = settings;
        _engine = new Lazy<IEngine>(() => EngineLoader.Create(_settings), LazyThreadSafetyMode.ExecutionAndPublication);
    }

    /// <summary>The server's address.</summary>
    public Uri Address => _settings.Address;

    /// <summary>How many seconds a call may take.</summary>
    public int TimeoutSec => (int)_settings.Timeout.TotalSeconds;

    /// <summary>Whether a token is shown to the server. The token itself is told to nobody.</summary>
    public bool HasToken => _settings.Token is not null;

    /// <summary>The authorities that are trusted instead of the machine's. Empty: the machine's.</summary>
    public string CaFile => _settings.CaFile ?? "";

    /// <summary>Whether the client shows a certificate of its own.</summary>
    public bool HasClientCertificate => _settings.ClientCertificate is not null;

    internal IEngine Engine => _isClosed
        ? throw new DiplomacyApiException($"The connection to {Address} was closed. Connect again: Connect-DiplomacyApi {Address}.", "NotConnected", ErrorCategory.ConnectionError)
        : _engine.Value;

    internal static DiplomacyConnection? Default
    {
        get => Defaults.TryGetValue(Runspace.DefaultRunspace, out var connection) ? connection : null;
        set
        {
            Defaults.Remove(Runspace.DefaultRunspace);
            if (value is not null) Defaults.Add(Runspace.DefaultRunspace, value);
        }
    }

    /// <summary>The connection given, the runspace's own, or the one that the environment names, which becomes the runspace's own.</summary>
    internal static DiplomacyConnection? Current(DiplomacyConnection? given) => given ?? Default ?? (FromEnvironment() is { } named ? Default = named : null);

    /// <summary>The connection that the environment names, if it names one. What it names wrongly is not shown, as there may be a password in it.</summary>
    internal static DiplomacyConnection? FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable(AddressVariable) is not { Length: > 0 } named) return null;
        if (!Uri.TryCreate(named, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
            throw new DiplomacyApiException($"{AddressVariable} is no address; set it to one such as http://127.0.0.1:5080, and the token in {TokenVariable}.", "InvalidAddress", ErrorCategory.InvalidArgument);
        return new DiplomacyConnection(new EngineSettings { Address = address, Token = EnvironmentToken, Timeout = TimeSpan.FromSeconds(TimeoutSecDefault) });
    }

    internal static string? EnvironmentToken => Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } token ? token : null;

    public override string ToString() => Address.ToString();

    public void Dispose()
    {
        _isClosed = true;
        if (_engine.IsValueCreated) _engine.Value.Dispose();
    }
}
