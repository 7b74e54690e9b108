using Diplomacy.V1;
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

    public PostgresWriteStore(PostgresDatabase database, FollowedLog log)
    {
        (_database, _log) = (database, log);
        _connection = new WriterConnection(database);
        _rows = new PostgresWriteTransaction(_connection);
    }

    public WriteTransaction Transaction => _rows;

    public Head? Run(Func<WriteTransaction, Head, Head?> work, Action? beforePublished = null)
    {
        if (_database.IsReadOnly)
            throw new RefusedException(ErrorReason.ReadOnly,
                "This server only reads; write to one that was started without --read-only.");
        var isCommitting = false;
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
            isCommitting = true;
            _connection.Commit();
            _log.Publish(begun, made, beforePublished);
            return made;
        }
        catch (Exception failed)
        {
            _connection.Rollback();
            if (failed is OutcomeUnknownException) throw;
            if (isCommitting) throw new OutcomeUnknownException("What was committed could not be published.", failed);
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

    public Exception OutcomeOf(Exception fault) => Outcomes.Of(fault);

    public void Maintain()
    {
    }

    public void Dispose() => _connection.Dispose();

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
