using System.Reflection;

namespace DiplomacyApi.Server.Monitoring;

/// <summary>The version of this build, as clients and telemetry get it.</summary>
internal static class ServerVersion
{
    public static readonly string Current =
        typeof(ServerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? "";
}
