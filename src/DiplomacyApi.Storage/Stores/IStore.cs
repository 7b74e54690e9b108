using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Search;
using DiplomacyApi.Storage.Statements;
using DiplomacyApi.Storage.Watermarks;
using DiplomacyApi.Storage.Writing;

namespace DiplomacyApi.Storage.Stores;

/// <summary>
/// A database that holds one log, opened and of the schema of this build. It reads and writes rows; what is decided and derived is the same
/// for all. It is disposed of last.
/// </summary>
internal interface IStore : IDisposable
{
    /// <summary>How messages name it, such as by its file.</summary>
    string Name { get; }

    /// <summary>Up to where the log was recorded when it was opened.</summary>
    Head Head { get; }

    /// <summary>Whether the log took writes when it was opened.</summary>
    LogState State { get; }

    /// <summary>Whether erased words may still lie in it, from before it was opened.</summary>
    bool IsClearingOwed { get; }

    /// <summary>A connection for reading.</summary>
    Reader OpenReader();

    /// <summary>What writes to it, and publishes what it commits; there is one.</summary>
    IWriteStore OpenWriter(PublishedLog log);

    /// <summary>What takes erased words out of it.</summary>
    IScrubber OpenScrubber();

    /// <summary>What finds statements by their words, and follows the head.</summary>
    ISearchIndex OpenSearch(Readers readers, Watermark<Head> head);

    /// <summary>
    /// What looks statements up by their names, where several servers share the database; null where this one alone knows what was read.
    /// </summary>
    IStatementLookups? OpenLookups(Readers readers);

    /// <summary>Watches, until it is disposed of, for what is done to the database from outside, and publishes what others write.</summary>
    IStoreWatch Watch(WriteLoop loop, PublishedLog log);

    /// <summary>What is wrong with it, in one sentence that begins as given; null where the fault is not one of the database.</summary>
    JournalException? Explain(Exception fault, string what);

    /// <summary>The refusal for a fault that means that the database is away; null for any other fault.</summary>
    RefusedException? RefusalOf(Exception fault);

    /// <summary>Recomputes the chain up to a head from the bytes, and tells how far it is; what has a flaw is the last.</summary>
    IEnumerable<Verified> Verify(Head head, CancellationToken ct);

    /// <summary>
    /// Derives the projections again beside those that are there, and compares them bit for bit. Null where nothing differs.
    /// </summary>
    Flaw? VerifyProjections(CancellationToken ct);

    /// <summary>Copies the journal as it is at one revision, while writing goes on. The file is the caller's to delete.</summary>
    BackupFile Backup(CancellationToken ct);

    /// <summary>The free bytes of the disk, as far as this process may use them; null where they are not this machine's.</summary>
    long? FreeBytes { get; }

    /// <summary>The files that are there, by what they hold, with their bytes.</summary>
    IEnumerable<(string Kind, long Bytes)> Files { get; }
}
