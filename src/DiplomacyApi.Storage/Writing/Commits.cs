using Dapper;
using DiplomacyApi.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Writing;

/// <summary>Runs work in transactions of the writer's connection, each committed with a sync, and publishes the head together with the commit.</summary>
internal sealed class Commits(SqliteFile file, SqliteConnection connection, RowWriter rows, Mark<Head> head)
{
    /// <summary>
    /// Commits the work and publishes the head that it gives; undone where it gives null, or fails. What is thrown once the commit has begun
    /// leaves open what is on the disk, whatever it is.
    /// </summary>
    public bool Run(Func<Head?> work, Action? beforePublished = null)
    {
        var isCommitting = false;
        try
        {
            rows.Run("BEGIN IMMEDIATE");
            if (work() is not { } made)
            {
                rows.Run("ROLLBACK");
                return false;
            }
            isCommitting = true;
            rows.Run("COMMIT");
            file.CheckInPlace();
            beforePublished?.Invoke();
            head.Publish(made);
            return true;
        }
        catch (SqliteException failed)
        {
            Rollback();
            throw Outcomes.Of(failed, isCommitting);
        }
        catch (Exception failed)
        {
            Rollback();
            if (isCommitting && failed is not OutcomeUnknownException) throw new OutcomeUnknownException("What was committed could not be published.", failed);
            throw;
        }
    }

    /// <summary>Ends a transaction that was left open.</summary>
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

    /// <summary>Throws where the journal does not end at the head: what is taken for not written is written then.</summary>
    public void CheckHead()
    {
        var last = LogRow.Head(connection, head.Value.LogId).Revision;
        if (last != head.Value.Revision)
            throw new OutcomeUnknownException(
                "The journal does not end at the head.", new InvalidOperationException($"The journal ends at revision {last}, and the head is {head.Value.Revision}."));
    }
}
