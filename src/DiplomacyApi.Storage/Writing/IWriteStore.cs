using DiplomacyApi.Storage.Journal;

namespace DiplomacyApi.Storage.Writing;

/// <summary>What the writer needs of a store: transactions one after the other, and to know what became of each.</summary>
internal interface IWriteStore : IDisposable
{
    /// <summary>In which the writer reads and writes.</summary>
    IWriteTransaction Transaction { get; }

    /// <summary>
    /// Begins, does the work, commits and publishes the head that it gives; undone where that is null, or the work throws. True: it is committed.
    /// </summary>
    /// <exception cref="OutcomeUnknownException">What is on the disk is uncertain; nothing more may be written.</exception>
    bool Run(Func<IWriteTransaction, Head?> work, Action? beforePublished = null);

    /// <summary>Ends a transaction that was left open.</summary>
    void Rollback();

    /// <summary>Throws where the journal does not end at the head: what is taken for not written is written then.</summary>
    void CheckHead();

    /// <summary>What an error outside of a commit means: a refusal, an unknown outcome, or the error itself.</summary>
    Exception OutcomeOf(Exception fault);

    /// <summary>Does what is to be done between transactions, such as a checkpoint.</summary>
    void Maintain();
}
