using DiplomacyApi.Domain;

namespace DiplomacyApi.Storage.Journal;

/// <summary>Where the journal is, and how much may wait for it.</summary>
public sealed record JournalOptions
{
    /// <summary>The database file. It is created where there is none.</summary>
    public string Path { get; init; } = "";

    /// <summary>How to connect to the PostgreSQL that holds the journal instead of a file; null: a file does.</summary>
    public string? Postgres { get; init; }

    /// <summary>Whether nothing is written, so that a standby of the database will do.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Whether it must be there: a path that is misspelt, or not mounted, then makes no new log.</summary>
    public bool MustExist { get; init; }

    /// <summary>How many writes may wait; more are refused (QUEUE_FULL).</summary>
    public int QueueMax { get; init; } = Limits.QueueRequestsMax;

    /// <summary>How many connections for reading may be open; reads beyond them wait. As many again are for searches.</summary>
    public int ReadersMax { get; init; } = Limits.ReadersMax;

    /// <summary>The oldest SQLite that is trusted. Before this one, a race of checkpoints could corrupt a database in WAL mode.</summary>
    public Version SqliteOldest { get; init; } = new(3, 51, 3);

    /// <summary>The most pages that the database may grow to; 0: no bound but the disk.</summary>
    public long PagesMax { get; init; }

    /// <summary>Whether the clock is taken for right although it is far ahead of the last entry.</summary>
    public bool AcceptClock { get; init; }

    /// <summary>Follows what opening it takes. Null: nobody asks.</summary>
    public WorkProgress? Progress { get; init; }

    /// <summary>How large the write-ahead log grows before it is cut: readers are waited for then, for up to a second.</summary>
    public long WriteAheadLogBytesMax { get; init; } = Limits.WriteAheadLogBytesMax;
}
