namespace DiplomacyApi.Client;

/// <summary>How a log differs from the one that was seen.</summary>
public enum LogDifference
{
    /// <summary>Another log is served: a new file, or another server.</summary>
    OtherLog,

    /// <summary>The log ends before the position that was seen: an old backup was restored.</summary>
    WentBack,

    /// <summary>The log has other entries than those that were seen: it went back, and went on differently.</summary>
    Forked,
}

/// <summary>
/// The log is not, or no longer, the one that was seen. What was derived from it may be wrong: read again from the beginning, or find out
/// who restored it. <see cref="PositionKeeper.Keep"/> accepts the log as it is.
/// </summary>
public sealed class LogHistoryException : Exception
{
    internal LogHistoryException(LogDifference difference, KeptPosition kept, KeptPosition found)
        : base(MessageOf(difference, kept, found)) => (Difference, Kept, Found) = (difference, kept, found);

    /// <summary>How it differs.</summary>
    public LogDifference Difference { get; }

    /// <summary>The position that was seen.</summary>
    public KeptPosition Kept { get; }

    /// <summary>The head that the server has now.</summary>
    public KeptPosition Found { get; }

    private static string MessageOf(LogDifference difference, KeptPosition kept, KeptPosition found) => difference switch
    {
        LogDifference.OtherLog => $"The server serves log {found.LogId}; log {kept.LogId} was seen there up to revision {kept.Revision}.",
        LogDifference.WentBack => $"Log {found.LogId} ends at revision {found.Revision}; revision {kept.Revision} was seen of it.",
        _ when found.LogId != kept.LogId =>
            $"Log {kept.LogId} was restored from a copy and goes on as {found.LogId}; what was seen of it up to revision {kept.Revision} is not all in it.",
        _ => $"Log {found.LogId} has another entry at revision {kept.Revision} than was seen there.",
    };
}
