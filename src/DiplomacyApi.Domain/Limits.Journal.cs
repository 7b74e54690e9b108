namespace DiplomacyApi.Domain;

// What the journal keeps, waits for and looks at.
public static partial class Limits
{
    /// <summary>How soon it is noticed that the clock was set past a due.</summary>
    public static readonly TimeSpan ClockCheckInterval = TimeSpan.FromSeconds(1);

    /// <summary>How often long work, such as a rebuild, reports its progress.</summary>
    public static readonly TimeSpan ProgressLineInterval = TimeSpan.FromSeconds(10);

    /// <summary>How long a search waits for words that were just recorded.</summary>
    public static readonly TimeSpan SearchWaitMax = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long the index of words, and the clock of dues, wait for more entries once one is written, to take them together.
    /// </summary>
    public static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(20);

    /// <summary>How often a server on PostgreSQL looks for what others wrote, where no notification tells it.</summary>
    public static readonly TimeSpan HeadPollInterval = TimeSpan.FromSeconds(1);

    /// <summary>How often a server that only reads looks what its standby has received.</summary>
    public static readonly TimeSpan StandbyPollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a read waits for its min_revision, where another server recorded it.</summary>
    public static readonly TimeSpan RevisionWaitMax = TimeSpan.FromSeconds(5);

    /// <summary>How soon it is noticed that the journal's file was moved or removed while nothing is written.</summary>
    public static readonly TimeSpan FileCheckInterval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long an erasure waits for its words to be gone from the files, before the response says that they are not yet.
    /// </summary>
    public static readonly TimeSpan ErasureWaitMax = TimeSpan.FromSeconds(5);

    /// <summary>How often it is tried again to take what was erased out of the files, while a long read keeps it there.</summary>
    public static readonly TimeSpan ClearingRetryInterval = TimeSpan.FromSeconds(1);

    /// <summary>How long such a try waits for short reads, and writes with it.</summary>
    public static readonly TimeSpan LogCutWaitMax = TimeSpan.FromMilliseconds(50);

    /// <summary>What is gone through of a database at once for that, while writes wait.</summary>
    public const int ScrubBytes = 64 << 20;

    /// <summary>The writes that may wait.</summary>
    public const int QueueRequestsMax = 4_096;

    /// <summary>The writes committed together.</summary>
    public const int GroupRequestsMax = 1_024;

    /// <summary>
    /// How far ahead of the last entry the clock may be when the log is opened, unless the operator says that it is right.
    /// </summary>
    public static readonly TimeSpan ClockAheadMax = TimeSpan.FromDays(366);

    /// <summary>How far the clock may jump ahead while the log is open: a machine may have slept so long.</summary>
    public static readonly TimeSpan ClockJumpMax = TimeSpan.FromDays(31);

    /// <summary>The smallest jump of the clock that is reported.</summary>
    public static readonly TimeSpan ClockStepReportedMin = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How far ahead of the clock the last entry may be and still be what is now: a clock that was set back a little hides nothing.
    /// </summary>
    public static readonly TimeSpan HeadAheadMax = TimeSpan.FromHours(1);

    /// <summary>The entries of one recorder that may wait.</summary>
    public const int QueueEntriesPerRecorderMax = 4_096;

    /// <summary>The demands, meetings and promises that a read with a lens holds in memory at once.</summary>
    public const int SubjectsFoldedAtOnceMax = 200;

    /// <summary>
    /// The statements, names, actors and segments that the writer keeps in memory from one group to the next; a statement counts about
    /// three times.
    /// </summary>
    public const int WorkspaceItemsMax = 20_000;

    /// <summary>Their size, as it is stored; in memory it is about five times as much.</summary>
    public const long WorkspaceBytesMax = 16 << 20;

    /// <summary>The statuses of negotiations that are kept to be sent again, with the names that they rest on, about.</summary>
    public const long KeptStatusesBytesMax = 32 << 20;

    /// <summary>
    /// The newest entries that are kept for watches, as they are sent; likewise the newest changes of status. In memory
    /// changes are about five times as much, and entries about ten times where a watch has a filter. A watch that is further behind reads
    /// from the store.
    /// </summary>
    public const long WatchedBytesMax = 2 << 20;

    /// <summary>The entries that are looked through to see whether a kept status still holds; beyond that it is derived again.</summary>
    public const int EntriesLookedThroughMax = 1_000;

    /// <summary>The pages of demands that are kept to be sent again, all together.</summary>
    public const long KeptPagesBytesMax = 16 << 20;

    /// <summary>One such page, or a page of statements, or one of them; a larger one is made each time.</summary>
    public const int KeptPageBytesMax = 256 << 10;

    /// <summary>
    /// The entries that are looked through to see whether a kept page still holds: to look at one takes about as long as to look up a
    /// demand.
    /// </summary>
    public const int EntriesLookedThroughPerPageMax = 100;

    /// <summary>The look-ups by name in a database that run at once; what is asked for meanwhile waits, to be looked up together.</summary>
    public const int LookupsAtOnceMax = 2;

    /// <summary>
    /// How many demands have their debtors looked up in one query, for a page and before a write: few, as a demand may have thousands of
    /// them, and not all may fit on the page, or into what the writer keeps.
    /// </summary>
    public const int SubjectsTogetherMax = 16;

    /// <summary>The statements that are looked up together.</summary>
    public const int LookupsTogetherMax = 64;

    /// <summary>The statements that are kept to be sent again when they are asked for by name, all together.</summary>
    public const long KeptStatementsBytesMax = 8 << 20;

    /// <summary>The pages of statements that are kept to be sent again, all together.</summary>
    public const long KeptStatementPagesBytesMax = 8 << 20;

    /// <summary>The write-ahead log, before it is cut.</summary>
    public const long WriteAheadLogBytesMax = 64 << 20;
}
