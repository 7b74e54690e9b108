namespace DiplomacyApi.Client;

/// <summary>
/// Lets each event of a watch through once. The server resumes after whole entries of the log, and one entry may have more events than fit
/// into a message: if the stream is cut between them, it repeats those that were received, in the same order.
/// </summary>
internal sealed class EventDeduplicator
{
    private long _completeThrough = -1;
    private long _revision;
    private int _received;
    private int _position;

    /// <summary>Call it when the stream is opened again: it repeats the events of the entry that was cut.</summary>
    public void OnReopened() => _position = 0;

    /// <summary>All events of the entries up to this revision have been received.</summary>
    public void CompleteThrough(long revision) => _completeThrough = revision;

    /// <summary>Whether the next event, of the entry with this revision, is new.</summary>
    public bool IsNew(long revision)
    {
        if (revision <= _completeThrough) return false;
        if (revision != _revision) (_revision, _received, _position) = (revision, 0, 0);
        if (++_position <= _received) return false;
        _received = _position;
        return true;
    }
}
