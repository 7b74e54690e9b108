using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Postgres.Journal;
using DiplomacyApi.Storage.Writing;

namespace DiplomacyApi.Storage.Postgres.Writing;

/// <summary>
/// Runs work in transactions of one connection, and publishes the head together with the commit. Each holds the lock on the head's row
/// before anything is read: of several servers one writes at a time, each from where the last one ended.
/// </summary>
internal sealed class PostgresWriteStore : IWriteStore
{
    private readonly PostgresDatabase _database;
    private readonly FollowedLog _log;
    private readonly WriterConnection _connection;
    private readonly PostgresWriteTransaction _rows;
    private readonly CommitLookup _lookup;
    private readonly TableStatistics _statistics;

    /// <param name="database">Where the log is.</param>
    /// <param name="log">What is known of it.</param>
    /// <param name="lookMax">How long it looks for a commit whose answer was lost; null: as long as a server does.</param>
    public PostgresWriteStore(PostgresDatabase database, FollowedLog log, TimeSpan? lookMax = null)
    {
        (_database, _log) = (database, log);
        _connection = new WriterConnection(database);
        _rows = new PostgresWriteTransaction(_connection);
        _statistics = new TableStatistics(_connection);
        _lookup = new CommitLookup(_connection, lookMax ?? CommitLookup.LookMax);
    }

    public WriteTransaction Transaction => _rows;

    public Head? Run(Func<WriteTransaction, Head, Head?> work, Action? beforePublished = null)
    {
        if (_database.IsReadOnly) throw Outcomes.ReadOnly();
        var isCommitted = false;
        try
        {
            var begun = _connection.Begin();
            if (work(_rows, Follow(begun)) is not { } made)
            {
                _connection.Rollback();
                return null;
            }
            // What is more than entries after the head changes what others keep.
            var isRewritten = beforePublished is not null;
            _rows.MoveHead(made, isRewritten);
            Commit(made);
            isCommitted = true;
            _log.Publish(begun, made, beforePublished);
            return made;
        }
        catch (Exception failed)
        {
            _connection.Rollback();
            if (failed is OutcomeUnknownException) throw;
            if (isCommitted) throw new OutcomeUnknownException("What was committed could not be published.", failed);
            var outcome = OutcomeOf(failed);
            if (outcome == failed) throw;
            throw outcome;
        }
    }

    public void Rollback() => _connection.Rollback();

    /// <summary>Nothing is written but by a commit, whose outcome is known or told to be unknown.</summary>
    public void CheckHead()
    {
    }

    /// <summary>
    /// Where the connection breaks under it, the driver may throw what it did not foresee: once that was a NullReferenceException.
    /// </summary>
    public Exception OutcomeOf(Exception fault) =>
        fault is (NullReferenceException or ObjectDisposedException) && !_connection.IsUsable ? Outcomes.Lost() : Outcomes.Of(fault);

    public void Maintain() => _statistics.Keep(_log.Head.Revision);

    public void Dispose() => _connection.Dispose();

    /// <summary>Ends once it is known to be committed.</summary>
    /// <exception cref="RefusedException">It is known not to be, or remains unknown; others can be written.</exception>
    private void Commit(Head made)
    {
        try
        {
            _connection.Commit();
        }
        catch (OutcomeUnknownException)
        {
            var found = _lookup.Look(row =>
            {
                if (HashAt(made.Revision, row).AsSpan().SequenceEqual(made.Hash)) return true;
                Follow(row);
                return false;
            });
            if (found is null) throw WriterRefusals.Unknown();
            if (found is false) throw Outcomes.Lost();
        }
        _rows.Confirmed = made.Revision;
    }

    private byte[]? HashAt(long revision, LogRow found) => revision == found.Head.Revision ? found.Head.Hash
        : revision < found.Head.Revision ? _rows.HashAt(revision)
        : null;

    /// <summary>Takes up what other servers did since this one wrote last, and gives the head to go on from.</summary>
    private Head Follow(LogRow found)
    {
        try
        {
            return _log.Follow(_log.Head, found, _rows.HashAt, () => Epochs.Read(_rows.Connection));
        }
        catch (JournalException other)
        {
            throw new OutcomeUnknownException("The database is not what it was.", other);
        }
    }
}
