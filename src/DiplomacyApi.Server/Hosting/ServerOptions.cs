using System.Net;

namespace DiplomacyApi.Server.Hosting;

/// <summary>All that can be set, from switches (`--data`), variables (`DIPLOMACY_DATA`) or the section Diplomacy of appsettings.json.</summary>
public sealed record ServerOptions
{
    /// <summary>The port where none is chosen.</summary>
    public const int PortDefault = 5080;

    /// <summary>The file of the journal. Created where it is missing.</summary>
    public string Data { get; init; } = DataDefault;

    /// <summary>The address to listen on. Only loopback: there is no access control yet.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The port, 0 to 65535; 0: a free one.</summary>
    public int Port { get; init; } = PortDefault;

    /// <summary>A folder of seeds to load before serving. Empty: none.</summary>
    public string Seed { get; init; } = "";

    /// <summary>Whether the server tells its contract to those who ask (gRPC reflection).</summary>
    public bool Reflection { get; init; }

    /// <summary>Where the journal lies when nothing else is said: the user's own data folder.</summary>
    public static string DataDefault => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "DiplomacyApi", "journal.db");

    /// <summary>What is wrong with the options, in a sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (Data.Length == 0) yield return "data is empty; name the journal's file.";
        if (!IPAddress.TryParse(Address, out var address)) yield return $"address '{Address}' is no IP address; use 127.0.0.1 or ::1.";
        else if (!IPAddress.IsLoopback(address)) yield return $"address {Address} is not loopback, and there is no access control; use 127.0.0.1 or ::1.";
        if (Port is < 0 or > 65535) yield return $"port {Port} does not exist; use 0 to 65535.";
        if (Seed.Length > 0 && !Directory.Exists(Seed)) yield return $"seed: there is no folder {Seed}.";
    }
}
