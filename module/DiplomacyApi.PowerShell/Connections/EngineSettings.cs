using System.Security.Cryptography.X509Certificates;

namespace DiplomacyApi.PowerShell;

/// <summary>How the engine is to connect. A class and not a record, so that nothing prints the token.</summary>
public sealed class EngineSettings
{
    /// <summary>The address of the server.</summary>
    public required Uri Address { get; init; }

    /// <summary>The token to show; null: none.</summary>
    public string? Token { get; init; }

    /// <summary>How long a call may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The authorities to trust instead of the machine's, as a PEM file.</summary>
    public string? CaFile { get; init; }

    /// <summary>Where the last position seen of the log is kept. Null: in memory.</summary>
    public string? HistoryFile { get; init; }

    /// <summary>Hears of each call that has ended, which it was and how long it took.</summary>
    public Action<string> OnCall { get; } = CallLog.Add;

    /// <summary>What the client shows of itself.</summary>
    public X509Certificate2? ClientCertificate { get; init; }
}
