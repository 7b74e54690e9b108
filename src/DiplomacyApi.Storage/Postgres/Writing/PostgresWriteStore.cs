using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Postgres.Journal;
using DiplomacyApi.Storage.Postgres.Schema;
using DiplomacyApi.Storage.Watermarks;
using DiplomacyApi.Storage.Writing;

namespace DiplomacyApi.Storage.Postgres.Writing;

/// <summary>
/// Runs work in transactions of one connection, and publishes the head together with the commit. Each holds the lock on the head's row
/// before anything is read: of several servers one writes at a time, each from where the last one ended.
/// </summary>
internal sealed class PostgresWriteStore : IWriteStore
{
    private readonly PostgresDatabase _database;
    private readonly WriterConnection _connection;
    private readonly PostgresWriteTransaction _rows;
    private readonly Watermark<Head> _head;
    private readonly Action<LogState> _onState;
    private readonly Action _onRewritten;
    private LogState _state;
    private long _rewritten;

    /// <param name="database">Where the log is.</param>
    /// <param name="opened">The head's row as it was when the server started.</param>
    /// <param name="head">Where the head is published.</param>
    /// <param name="onState">Called where another server has sealed the log, or opened it again.</param>
    /// <param name="onRewritten">Forgets what is kept of the log, as another server has changed what was recorded before.</param>
    public PostgresWriteStore(PostgresDatabase database, LogRow opened, Watermark<Head> head, Action<LogState> onState, Action onRewritten)
    {
        (_database, _head, _onState, _onRewritten) = (database, head, onState, onRewritten);
        (_state, _rewritten) = (opened.State, opened.Rewritten);
        _connection = new WriterConnection(database);
        _rows = new PostgresWriteTransaction(_connection);
    }

    public WriteTransaction Transaction => _rows;

    public Head? Run(Func<WriteTransaction, Head, Head?> work, Action? beforePublished = null)
    {
        var isCommitting = false;
        try
        {
            var begun = Follow(_connection.Begin());
            if (work(_rows, begun) is not { } made)
            {
                _connection.Rollback();
                return null;
            }
            // What is more than entries after the head changes what others keep.
            var isRewritten = beforePublished is not null;
            _rows.MoveHead(made, isRewritten);
            isCommitting = true;
            _connection.Commit();
            if (isRewritten) _rewritten++;
            beforePublished?.Invoke();
            _head.Publish(made);
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

    /// <summary>
    /// Takes up what other servers did since this one wrote last, and gives the head to go on from: the published one itself where none did
    /// anything.
    /// </summary>
    private Head Follow(LogRow found)
    {
        var published = _head.Value;
        if (Problem(found, published) is { } problem)
            throw new OutcomeUnknownException("The database is not what it was.", new JournalException(problem));
        if (found.State != _state) _onState(found.State);
        if (found.Rewritten != _rewritten) _onRewritten();
        var isSame = found.Rewritten == _rewritten && found.Head.Revision == published.Revision;
        (_state, _rewritten) = (found.State, found.Rewritten);
        if (isSame) return published;
        _head.Publish(found.Head);
        return found.Head;
    }

    /// <summary>Why this server must write nothing more; null where it may.</summary>
    private string? Problem(LogRow found, Head published)
    {
        if (found.Schema > Migrations.Newest || !found.HasPresentProjections)
            return $"{_database.Name} was taken over by a server of another version; start that version here too.";
        if (found.Head.LogId != published.LogId)
            return $"{_database.Name} holds log {found.Head.LogId}, and held {published.LogId} before; start the server again.";
        if (found.Head.Revision >= published.Revision && HashAt(published.Revision, found).AsSpan().SequenceEqual(published.Hash))
            return null;
        return $"{_database.Name} has lost entries: revision {published.Revision} was recorded and is not there, or is another. A standby without them may have taken over; restore them from the server that had them.";
    }

    private byte[]? HashAt(long revision, LogRow found)
    {
        if (revision == found.Head.Revision) return found.Head.Hash;
        return revision == 0 ? Chain.Genesis(found.Head.LogId) : _rows.HashAt(revision);
    }
}
