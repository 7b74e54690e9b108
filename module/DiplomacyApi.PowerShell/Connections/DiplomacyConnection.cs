using System.Runtime.CompilerServices;
using System.Management.Automation.Runspaces;

namespace DiplomacyApi.PowerShell;

/// <summary>A connection to a server. It connects at the first call, and loads the engine then.</summary>
public sealed class DiplomacyConnection : IDisposable
{
    internal const string AddressVariable = "DIPLOMACY_API_ADDRESS";
    internal const string TokenVariable = "DIPLOMACY_API_TOKEN";
    internal const int TimeoutSecDefault = 30;

    // Each runspace has its own default, so that ForEach-Object -Parallel does not share one by accident.
    private static readonly ConditionalWeakTable<Runspace, DiplomacyConnection> Defaults = [];

    private readonly string? _token;
    private IEngine? _engine;

    internal DiplomacyConnection(Uri address, string? token, int timeoutSec) => (Address, _token, TimeoutSec) = (address, token, timeoutSec);

    /// <summary>The server's address.</summary>
    public Uri Address { get; }

    /// <summary>How many seconds a call may take.</summary>
    public int TimeoutSec { get; }

    /// <summary>Whether a token is shown to the server. The token itself is told to nobody.</summary>
    public bool HasToken => _token is not null;

    internal IEngine Engine => _engine ??= EngineLoader.Create(Address, _token, TimeSpan.FromSeconds(TimeoutSec));

    internal static DiplomacyConnection? Default
    {
        get => Defaults.TryGetValue(Runspace.DefaultRunspace, out var connection) ? connection : null;
        set
        {
            Defaults.Remove(Runspace.DefaultRunspace);
            if (value is not null) Defaults.Add(Runspace.DefaultRunspace, value);
        }
    }

    /// <summary>The connection that the environment names, if it names one.</summary>
    internal static DiplomacyConnection? FromEnvironment()
    {
        var address = Environment.GetEnvironmentVariable(AddressVariable);
        return Uri.TryCreate(address, UriKind.Absolute, out var uri)
            ? new DiplomacyConnection(uri, Environment.GetEnvironmentVariable(TokenVariable), TimeoutSecDefault)
            : null;
    }

    public override string ToString() => Address.ToString();

    public void Dispose() => _engine?.Dispose();
}
