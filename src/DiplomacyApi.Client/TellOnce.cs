namespace DiplomacyApi.Client;

/// <summary>
/// Passes each entry of a watch once. The server goes on after whole entries of the log, and one entry may make more changes than a
/// message holds: if the stream is cut between them, those that were told come again, in the same order, and are passed over.
/// </summary>
internal sealed class TellOnce
{
    private long _through = -1;
    private long _revision;
    private int _told;
    private int _seen;

    /// <summary>The stream is opened again: what was told of the last entry comes once more.</summary>
    public void Reopened() => _seen = 0;

    /// <summary>All entries up to here have been told.</summary>
    public void Through(long revision) => _through = revision;

    /// <summary>Whether the next entry, of this revision, is new.</summary>
    public bool IsNew(long revision)
    {
        if (revision <= _through) return false;
        if (revision != _revision) (_revision, _told, _seen) = (revision, 0, 0);
        if (++_seen <= _told) return false;
        _told = _seen;
        return true;
    }
}
