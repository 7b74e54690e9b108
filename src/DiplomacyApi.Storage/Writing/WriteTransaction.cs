using System.Data.Common;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;

namespace DiplomacyApi.Storage.Writing;

/// <summary>
/// What a store's writer reads and writes. A transaction has begun before anything is read that its entries rest on, so that nothing can
/// change between a decision and its commit. The same object serves one transaction after the other. Between two of them only what is
/// committed is read: repeats of recorded requests, and those that only validate, are answered so.
/// </summary>
internal abstract class WriteTransaction(Func<DbConnection> connection, Func<string, PreparedQuery> prepared)
    : DecisionRows(connection, prepared)
{
    /// <summary>Writes a new entry after a head, with what follows from it, and returns the head that it makes.</summary>
    public Head Append(Head head, Entry entry)
    {
        var added = SealedEntry.After(head, entry);
        Write(added);
        Project(entry);
        return added.Head(head.LogId);
    }

    /// <summary>
    /// Whether entries may be written (<see cref="Append"/>, <see cref="Project"/>) on one thread while another reads what decisions rest
    /// on. That reads nothing of what is being written: all that the entries of a group bear on was loaded before they were decided.
    /// </summary>
    public virtual bool CanWriteBesideReads => false;

    /// <summary>Writes an entry as it is.</summary>
    public abstract void Write(SealedEntry entry);

    /// <summary>Writes what follows from an entry.</summary>
    public abstract void Project(Entry entry);

    /// <summary>Sends the rows that wait to be sent together, so that it fails here if one of them breaks a constraint.</summary>
    public virtual void Flush()
    {
    }

    /// <summary>Runs a statement that writes, with its values as ?1, ?2, …</summary>
    public abstract void Execute(string sql, params ReadOnlySpan<object?> values);

    /// <summary>Tells the derived tables of this build, and what stands in them, from those of others.</summary>
    public abstract string ProjectionsHash { get; }

    /// <summary>Drops all that is derived, and creates its tables again, empty.</summary>
    public abstract void RecreateProjections();

    /// <summary>Whether an error says that rows do not go together with those that are there.</summary>
    public abstract bool IsConstraint(Exception fault);
}
