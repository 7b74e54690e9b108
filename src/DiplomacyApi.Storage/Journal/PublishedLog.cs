using DiplomacyApi.Storage.Watermarks;

namespace DiplomacyApi.Storage.Journal;

/// <summary>
/// What is published of a log: up to where it is committed, whether it takes writes, and the ids under which it went on. The writer moves
/// it, and, where other servers write to the same database, what follows them.
/// </summary>
internal sealed class PublishedLog(Head head, LogState state, Epochs epochs)
{
    private volatile LogState _state = state;
    private volatile Epochs _epochs = epochs;

    /// <summary>What is kept of the log has to be forgotten: another server has changed what was recorded before.</summary>
    public event Action? Rewritten;

    /// <summary>For who waits until it goes on.</summary>
    public Watermark<Head> Heads { get; } = new(head, one => one.Revision);

    /// <summary>Up to where it is committed. What it names can be read.</summary>
    public Head Head => Heads.Value;

    /// <summary>Whether it takes writes.</summary>
    public LogState State
    {
        get => _state;
        set => _state = value;
    }

    /// <summary>The ids under which it went on.</summary>
    public Epochs Epochs
    {
        get => _epochs;
        set => _epochs = value;
    }

    /// <summary>To be called before the head is published that another server made by changing what was recorded before.</summary>
    public void Forget() => Rewritten?.Invoke();
}
