namespace DiplomacyApi.Client;

/// <summary>Where the server is, and how long a call may take.</summary>
public sealed record DiplomacyClientOptions
{
    /// <summary>How long a call may take where nothing else is said.</summary>
    public static TimeSpan TimeoutDefault { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The server's address: `http://127.0.0.1:5080`.</summary>
    public required Uri Address { get; init; }

    /// <summary>The token to show. Null: none.</summary>
    public string? Token { get; init; }

    /// <summary>How long a call may take. Default 30 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeoutDefault;
}
