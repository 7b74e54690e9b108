using Dapper;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Sqlite.Files;
using DiplomacyApi.Storage.Watermarks;
using DiplomacyApi.Storage.Writing;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Sqlite.Writing;

/// <summary>
/// Runs work in transactions of the writer's connection, each committed with a sync, and publishes the head together with the commit.
/// </summary>
internal sealed class WriteStore(SqliteFile file, SqliteConnection connection, Checkpoints checkpoints, Watermark<Head> head) : IWriteStore
{
    private readonly WriteConnection _rows = new(connection);

    public WriteTransaction Transaction => _rows;

    // What is thrown once the commit has begun leaves open what is on the disk, whatever it is.
    public Head? Run(Func<WriteTransaction, Head, Head?> work, Action? beforePublished = null)
    {
        var isCommitting = false;
        try
        {
            _rows.Run("BEGIN IMMEDIATE");
            if (work(_rows, head.Value) is not { } made)
            {
                _rows.Run("ROLLBACK");
                return null;
            }
            isCommitting = true;
            _rows.Run("COMMIT");
            file.CheckInPlace();
            beforePublished?.Invoke();
            head.Publish(made);
            return made;
        }
        catch (SqliteException failed)
        {
            Rollback();
            throw Outcomes.Of(failed, isCommitting);
        }
        catch (Exception failed)
        {
            Rollback();
            if (isCommitting && failed is not OutcomeUnknownException)
                throw new OutcomeUnknownException("What was committed could not be published.", failed);
            throw;
        }
    }

    public void Rollback()
    {
        try
        {
            if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0) connection.Execute(new CommandDefinition("ROLLBACK"));
        }
        catch (SqliteException failed)
        {
            throw new OutcomeUnknownException("A transaction could not be rolled back.", failed);
        }
    }

    public void CheckHead()
    {
        var last = LastEntry.Head(connection, head.Value.LogId).Revision;
        if (last != head.Value.Revision)
            throw new OutcomeUnknownException(
                "The journal does not end at the head.",
                new InvalidOperationException($"The journal ends at revision {last}, and the head is {head.Value.Revision}."));
    }

    public Exception OutcomeOf(Exception fault) => fault is SqliteException failed ? Outcomes.Of(failed, isCommitting: false) : fault;

    public void Maintain() => checkpoints.Advance();

    public void Dispose() => _rows.Dispose();
}
