using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Postgres.Journal;
using DiplomacyApi.Storage.Postgres.Schema;
using DiplomacyApi.Storage.Postgres.Writing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DiplomacyApi.Storage.Postgres;

/// <summary>A log in PostgreSQL as the operator's commands work on it: verified beside servers, and derived again without them.</summary>
public sealed class PostgresMaintenance : IDisposable
{
    private readonly PostgresDatabase _database;

    private PostgresMaintenance(PostgresDatabase database, Head head) => (_database, Head) = (database, head);

    /// <summary>The head of its log.</summary>
    public Head Head { get; }

    /// <exception cref="JournalException">It cannot be reached, or holds no journal of this schema.</exception>
    public static PostgresMaintenance Open(string connection)
    {
        var database = PostgresDatabase.Connect(connection, isReadOnly: false);
        try
        {
            using var reader = database.Open();
            if (Migrations.Check(reader, database.Name) == 0)
                throw new JournalException($"There is no journal in {database.Name}; name the right database.");
            return new PostgresMaintenance(database, LogRow.Read(reader, database.Name).Head);
        }
        catch (Exception failed)
        {
            database.Dispose();
            if (PostgresStore.Explained(failed, $"{database.Name} cannot be opened as a journal") is { } told) throw told;
            throw;
        }
    }

    /// <summary>Recomputes the chain up to a head; what has a flaw is the last.</summary>
    public IEnumerable<Verified> Chain(Head head, CancellationToken ct) => Verifying.Chain(_database, head, ct);

    /// <summary>Derives the projections again in a temporary file, and compares them. Null where nothing differs.</summary>
    public Flaw? Projections(WorkProgress? progress, CancellationToken ct) => Verifying.Projections(_database, progress, ct);

    /// <summary>Derives everything again.</summary>
    /// <exception cref="JournalException">Servers run on it.</exception>
    public void Rebuild(WorkProgress? progress, CancellationToken ct)
    {
        try
        {
            DatabaseRebuild.Run(_database, isForced: true, progress, NullLogger.Instance, ct);
        }
        catch (Exception failed) when (PostgresStore.Explained(failed, $"{_database.Name} cannot be rebuilt") is { } told)
        {
            throw told;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();
}
