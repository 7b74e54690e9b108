using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Client;

/// <summary>All that the client logs, by number.</summary>
internal static partial class ClientLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Stream} was interrupted at {Place}: {Reason} It is opened again in {Wait}.")]
    public static partial void Cut(ILogger logger, string stream, string place, string reason, TimeSpan wait);
}
