namespace DiplomacyApi.Server.Hosting;

/// <summary>All that the server logs, by number. No text that a client sent is logged.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(1, LogLevel.Information, "Serving log {LogId} at revision {Revision} on {Address}.")]
    public static partial void Serving(ILogger logger, string address, string logId, long revision);

    [LoggerMessage(2, LogLevel.Critical, "What became of a commit is not known; the server stops. Start it again: what is on the disk decides.")]
    public static partial void JournalFailed(ILogger logger, Exception failure);

    [LoggerMessage(3, LogLevel.Error, "{Method} failed by a fault of the server's own; trace {TraceId}.")]
    public static partial void Fault(ILogger logger, string method, string traceId, Exception fault);
}
