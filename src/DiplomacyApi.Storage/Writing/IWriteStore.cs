using DiplomacyApi.Storage.Journal;

namespace DiplomacyApi.Storage.Writing;

/// <summary>What the writer needs of a store: transactions one after the other, and to know what became of each.</summary>
internal interface IWriteStore : IDisposable
{
    /// <summary>In which the writer reads and writes.</summary>
    WriteTransaction Transaction { get; }

    /// <summary>
    /// Begins, does the work, commits and publishes the head that it makes; undone where that is null, or the work throws. The work is
    /// given the head that it is to follow, which is later than the one published where another server has written meanwhile. Returns the
    /// head that was committed; null where nothing was.
    /// </summary>
    /// <exception cref="OutcomeUnknownException">What is stored is uncertain; nothing more may be written.</exception>
    Head? Run(Func<WriteTransaction, Head, Head?> work, Action? beforePublished = null);

    /// <summary>Ends a transaction that was left open.</summary>
    void Rollback();

    /// <summary>Throws where the journal does not end at the head: what is taken for not written is written then.</summary>
    void CheckHead();

    /// <summary>What an error outside of a commit means: a refusal, an unknown outcome, or the error itself.</summary>
    Exception OutcomeOf(Exception fault);

    /// <summary>Does what is to be done between transactions, such as a checkpoint.</summary>
    void Maintain();
}
