using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Stores;
using DiplomacyApi.Storage.Writing;

namespace DiplomacyApi.Storage;

/// <summary>Figures of an open journal that cost nothing to read and wait for nothing.</summary>
public sealed class JournalGauges
{
    private readonly JournalStore _journal;
    private readonly WriteLoop _writer;
    private readonly Readers _readers;
    private readonly IStore _store;

    internal JournalGauges(JournalStore journal, IStore store, WriteLoop writer, Readers readers)
    {
        (_journal, _store, _writer, _readers) = (journal, store, writer, readers);
        ReadersMax = readers.Max;
    }

    /// <summary>The last revision.</summary>
    public long Revision => _journal.Head.Revision;

    /// <summary>The entries that searches do not see yet.</summary>
    public long SearchLag => _journal.Head.Revision - _journal.SearchedRevision;

    /// <summary>What the writer keeps in memory from one write to the next: statements, names, actors and segments.</summary>
    public int KeptByWriter => _writer.Kept;

    /// <summary>The connections that reads use now.</summary>
    public int ReadersInUse => _readers.InUse;

    /// <summary>The connections that reads share.</summary>
    public int ReadersMax { get; }

    /// <summary>
    /// The free bytes of the disk, as far as this process may use them; null where the journal is not on a disk of this machine.
    /// </summary>
    public long? FreeBytes => _store.FreeBytes;

    /// <summary>The files of the journal that are there, by what they hold, with their bytes.</summary>
    public IEnumerable<(string Kind, long Bytes)> Files => _store.Files;
}
