namespace DiplomacyApi.PowerShell;

/// <summary>The log of the server: its head and its entries, their verification, and a backup.</summary>
public interface IJournalCommands
{
    /// <summary>What the server says of itself.</summary>
    Task<ServerState> GetServerAsync(CancellationToken cancellationToken);

    /// <summary>The head of the log.</summary>
    Task<Journal> GetJournalAsync(CancellationToken cancellationToken);

    /// <summary>Fails if the log is not the one seen last, or ends before the position seen last.</summary>
    Task<bool> CheckLogAsync(CancellationToken cancellationToken);

    /// <summary>One entry; with its bytes if they are asked for.</summary>
    Task<JournalEntry> GetEntryAsync(long revision, bool isRaw, CancellationToken cancellationToken);

    /// <summary>Entries, the last recorded first.</summary>
    IAsyncEnumerable<JournalEntry> GetEntriesAsync(JournalEntryQuery query, Clocks clocks, CancellationToken cancellationToken);

    /// <summary>Reports how far the check has come, and at the end what it found.</summary>
    IAsyncEnumerable<JournalCheck> VerifyAsync(bool withProjections, CancellationToken cancellationToken);

    /// <summary>Writes a copy of the journal to a file, all of it or nothing, and reports how far it has come.</summary>
    IAsyncEnumerable<BackupProgress> BackupAsync(string path, bool isForced, CancellationToken cancellationToken);
}
