namespace DiplomacyApi.Client;

/// <summary>How a log differs from what was seen of it.</summary>
public enum LogDifference
{
    /// <summary>Another log is served: a new file, or another server.</summary>
    OtherLog,

    /// <summary>The log ends before the place that was seen: an old backup was restored.</summary>
    WentBack,

    /// <summary>The log has other entries than those that were seen: it went back, and went on differently.</summary>
    Forked,
}

/// <summary>
/// The log is not the one that was seen, or no longer. Nothing that was derived from it can be trusted to hold: read again from the
/// earliest, or find out who restored it; then <see cref="PositionKeeper.Keep"/> accepts it as it is.
/// </summary>
public sealed class LogHistoryException : Exception
{
    internal LogHistoryException(LogDifference difference, KeptPosition kept, KeptPosition found)
        : base(MessageOf(difference, kept, found)) => (Difference, Kept, Found) = (difference, kept, found);

    /// <summary>How it differs.</summary>
    public LogDifference Difference { get; }

    /// <summary>The place that was seen.</summary>
    public KeptPosition Kept { get; }

    /// <summary>The head that the server has now.</summary>
    public KeptPosition Found { get; }

    private static string MessageOf(LogDifference difference, KeptPosition kept, KeptPosition found) => difference switch
    {
        LogDifference.OtherLog => $"The server serves log {found.LogId}; log {kept.LogId} was seen there up to revision {kept.Revision}.",
        LogDifference.WentBack => $"Log {found.LogId} ends at revision {found.Revision}; revision {kept.Revision} was seen of it.",
        _ when found.LogId != kept.LogId => $"Log {kept.LogId} was restored from a copy and goes on as {found.LogId}; what was seen of it up to revision {kept.Revision} is not all in it.",
        _ => $"Log {found.LogId} has another entry at revision {kept.Revision} than was seen there.",
    };
}
