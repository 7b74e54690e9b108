using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Sqlite.Files;
using DiplomacyApi.Storage.Writing;

namespace DiplomacyApi.Storage;

/// <summary>Figures of an open journal that cost nothing to read and wait for nothing.</summary>
public sealed class JournalGauges
{
    private readonly JournalStore _journal;
    private readonly WriteLoop _writer;
    private readonly Readers _readers;
    private readonly string _path;
    private readonly string _folder;

    internal JournalGauges(JournalStore journal, WriteLoop writer, Readers readers, string path)
    {
        (_journal, _writer, _readers, _path, _folder) = (journal, writer, readers, path, Path.GetDirectoryName(path)!);
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

    /// <summary>The free bytes of the disk, as far as this process may use them.</summary>
    public long FreeBytes => new DriveInfo(_folder).AvailableFreeSpace;

    /// <summary>The files of the journal that are there, by what they hold, with their bytes.</summary>
    public IEnumerable<(string Kind, long Bytes)> Files => new[]
    {
        ("journal", _path), ("journal_wal", $"{_path}-wal"), ("search", SqliteFile.SearchPathOf(_path)), ("search_wal", $"{SqliteFile.SearchPathOf(_path)}-wal"),
    }.Select(one => (one.Item1, new FileInfo(one.Item2))).Where(one => one.Item2.Exists).Select(one => (one.Item1, one.Item2.Length));
}
