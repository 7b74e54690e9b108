using DiplomacyApi.Storage.Journal;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Storage.Monitoring;

/// <summary>What the storage logs, by number.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(2001, LogLevel.Information, "Opened log {LogId} at revision {Revision} in {Path}.")]
    public static partial void Opened(ILogger logger, string logId, long revision, string path);

    [LoggerMessage(2002, LogLevel.Information, "Rebuilding the projections of {Revision} entries under rules {Rules}.")]
    public static partial void Rebuilding(ILogger logger, long revision, int rules);

    [LoggerMessage(2003, LogLevel.Critical, "The state of the journal's file is uncertain; this process writes nothing more.")]
    public static partial void OutcomeUnknown(ILogger logger, Exception exception);

    [LoggerMessage(2004, LogLevel.Error, "A group of {Count} requests failed and is tried again one by one.")]
    public static partial void GroupFailed(ILogger logger, int count, Exception exception);

    [LoggerMessage(2005, LogLevel.Error, "A request failed.")]
    public static partial void RequestFailed(ILogger logger, Exception exception);

    [LoggerMessage(2006, LogLevel.Error,
        "Statements after revision {Revision} could not be indexed for search; it is tried again. Until then searches end there, or are refused.")]
    public static partial void SearchFailed(ILogger logger, long revision, Exception exception);

    [LoggerMessage(2007, LogLevel.Error, "The next deadlines could not be read; it is tried again. Until then watches report none.")]
    public static partial void ClockFailed(ILogger logger, Exception exception);

    [LoggerMessage(2008, LogLevel.Information, "Log {LogId} is {State} at revision {Revision}.")]
    public static partial void StateChanged(ILogger logger, string logId, LogState state, long revision);

    [LoggerMessage(2009, LogLevel.Warning,
        "Created a new, empty log {LogId} in {Path}, where there was no journal. Set must-exist so that a wrong path is refused.")]
    public static partial void MadeNew(ILogger logger, string logId, string path);

    [LoggerMessage(2010, LogLevel.Warning, "Other users could open {File}; their rights were removed (0600).")]
    public static partial void Tightened(ILogger logger, string file);

    [LoggerMessage(2011, LogLevel.Warning,
        "Other users can open {File}, and this process may not change that; remove their rights (chmod 600).")]
    public static partial void OpenToOthers(ILogger logger, string file);

    [LoggerMessage(2013, LogLevel.Error,
        "What was erased after revision {Revision} may still be in unused parts of the journal's file; it is tried again at the next start.")]
    public static partial void ClearingFailed(ILogger logger, long revision, Exception exception);

    [LoggerMessage(2014, LogLevel.Error,
        "Words that were erased after revision {Revision} may still be in the tables that are searched; it is tried again.")]
    public static partial void SearchClearingFailed(ILogger logger, long revision, Exception exception);

    [LoggerMessage(2012, LogLevel.Warning,
        "{Copy} was kept before a migration and still has words that were erased since; delete it when it is no longer needed.")]
    public static partial void OldCopy(ILogger logger, string copy);

    [LoggerMessage(2021, LogLevel.Warning,
        "The last entry was recorded at {Last}, and the clock says {Now}. If the clock is right, it was wrong then: entries keep {Last} as their record time until the clock is past it, while reads without as_of and said dates go by the clock. A restore from a backup made before is the way back.")]
    public static partial void HeadAhead(ILogger logger, DateTimeOffset last, DateTimeOffset now);

    [LoggerMessage(2022, LogLevel.Error,
        "The clock says {Now}, and the last entry was recorded at {Last}: writes are refused (CLOCK_AHEAD). Set the clock right, or, if it is right, restart with --accept-clock.")]
    public static partial void ClockAhead(ILogger logger, DateTimeOffset now, DateTimeOffset last);

    [LoggerMessage(2023, LogLevel.Warning, "The clock jumped from {Expected} to {Now}.")]
    public static partial void ClockJumped(ILogger logger, DateTimeOffset expected, DateTimeOffset now);

    [LoggerMessage(2030, LogLevel.Error,
        "{Database} cannot be reached; it is tried again. Until then reads and writes are refused (STORAGE_UNAVAILABLE).")]
    public static partial void FollowingFailed(ILogger logger, string database, Exception exception);

    [LoggerMessage(2020, LogLevel.Warning, "A listener of metrics or activities failed; nothing depends on it.")]
    public static partial void ListenerFailed(ILogger logger, Exception exception);
}
