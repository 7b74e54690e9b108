using System.Runtime.ExceptionServices;

namespace DiplomacyApi.Storage.Writing;

/// <summary>
/// Writes the rows of entries, in their order, on a thread of its own, while the caller's thread decides and folds the next entries. An
/// import's writer thread has a fifth less to do for it, at the same processor time in all, and a rebuild takes a seventh less time. It
/// gains nothing where each entry is looked up by itself, as each look-up waits for the row that is being written.
/// </summary>
internal sealed class RowsBehind(Action<Entry> write) : IDisposable
{
    /// <summary>Entries for which a thread is worth starting.</summary>
    public const int EntriesMin = 16;

    /// <summary>The entries that may wait, so that they do not fill the memory where writing is the slower half.</summary>
    private const int WaitingMax = 512;

    private readonly Queue<Entry> _waiting = new();
    private Thread? _thread;
    private Exception? _failure;
    private bool _isWriting;
    private bool _isEnded;

    /// <summary>Has it written after those before it. Throws what one of those failed with.</summary>
    public void Add(Entry entry)
    {
        if (_thread is null)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = "Rows" };
            _thread.Start();
        }
        lock (_waiting)
        {
            while (_waiting.Count >= WaitingMax && _failure is null) Monitor.Wait(_waiting);
            ThrowFailure();
            _waiting.Enqueue(entry);
            if (_waiting.Count == 1) Monitor.PulseAll(_waiting);
        }
    }

    /// <summary>Waits until all are written. Throws what one of them failed with.</summary>
    public void Flush()
    {
        lock (_waiting)
        {
            while ((_waiting.Count > 0 || _isWriting) && _failure is null) Monitor.Wait(_waiting);
            ThrowFailure();
        }
    }

    /// <summary>Writes nothing more: what is still waiting is not written.</summary>
    public void Dispose()
    {
        lock (_waiting)
        {
            _isEnded = true;
            Monitor.PulseAll(_waiting);
        }
        // The connection is the caller's again.
        _thread?.Join();
    }

    private void Run()
    {
        while (Next() is { } entry)
        {
            try
            {
                write(entry);
            }
            catch (Exception failed)
            {
                lock (_waiting)
                {
                    _failure = failed;
                    Monitor.PulseAll(_waiting);
                }
                return;
            }
        }
    }

    private Entry? Next()
    {
        lock (_waiting)
        {
            _isWriting = false;
            if (_waiting.Count == 0) Monitor.PulseAll(_waiting);
            while (_waiting.Count == 0 && !_isEnded) Monitor.Wait(_waiting);
            if (_isEnded) return null;
            // Whoever has filled it goes on once half of it is written, and not at each entry.
            if (_waiting.Count == WaitingMax / 2) Monitor.PulseAll(_waiting);
            _isWriting = true;
            return _waiting.Dequeue();
        }
    }

    private void ThrowFailure()
    {
        if (_failure is { } failure) ExceptionDispatchInfo.Throw(failure);
    }
}
