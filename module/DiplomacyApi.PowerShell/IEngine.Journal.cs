namespace DiplomacyApi.PowerShell;

/// <summary>The log, its head and its entries.</summary>
public partial interface IEngine
{
    Task<ServerState> GetServerAsync(CancellationToken cancellationToken);

    Task<Journal> GetJournalAsync(CancellationToken cancellationToken);

    /// <summary>Refuses a log that is not the one last seen, or went back behind it.</summary>
    Task<bool> CheckLogAsync(CancellationToken cancellationToken);

    /// <summary>One entry; with its bytes where they are asked for.</summary>
    Task<JournalEntry> GetJournalEntryAsync(long revision, bool isRaw, CancellationToken cancellationToken);

    /// <summary>Entries, the last recorded first.</summary>
    IAsyncEnumerable<JournalEntry> GetJournalEntriesAsync(JournalEntryQuery query, Clocks clocks, CancellationToken cancellationToken);

    /// <summary>Tells how far the check is, and at the end what it found.</summary>
    IAsyncEnumerable<JournalCheck> VerifyJournalAsync(bool withProjections, CancellationToken cancellationToken);

    /// <summary>Writes a copy of the journal to a file, whole or not at all, and tells how far it is.</summary>
    IAsyncEnumerable<JournalCopied> BackupJournalAsync(string path, bool isForced, CancellationToken cancellationToken);
}

/// <summary>How much of a copy is written, and the copy when it is whole.</summary>
public sealed record JournalCopied(long WrittenBytes, long SizeBytes, JournalBackup? Whole);

/// <summary>Which entries: those for which all holds that is set.</summary>
public sealed record JournalEntryQuery
{
    public IReadOnlyList<JournalEntryKind> Kinds { get; init; } = [];

    /// <summary>An id, or a name as the journal writes it, `statements/{id}`.</summary>
    public string? Id { get; init; }
    public string? Recorder { get; init; }
    public DateTimeOffset? RecordedFrom { get; init; }
    public DateTimeOffset? RecordedBefore { get; init; }
    public bool Erased { get; init; }
}
