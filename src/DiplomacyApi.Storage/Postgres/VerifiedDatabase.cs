using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Postgres.Journal;
using DiplomacyApi.Storage.Postgres.Schema;

namespace DiplomacyApi.Storage.Postgres;

/// <summary>A log in PostgreSQL that is verified, whether servers use it or not: it is only read.</summary>
public sealed class VerifiedDatabase : IDisposable
{
    private readonly PostgresDatabase _database;

    private VerifiedDatabase(PostgresDatabase database, Head head) => (_database, Head) = (database, head);

    /// <summary>The head of its log.</summary>
    public Head Head { get; }

    /// <exception cref="JournalException">It cannot be reached, or holds no journal of this schema.</exception>
    public static VerifiedDatabase Open(string connection)
    {
        var database = PostgresDatabase.Connect(connection, isReadOnly: false);
        try
        {
            using var reader = database.OpenWriter();
            if (Migrations.Check(reader, database.Name) == 0)
                throw new JournalException($"There is no journal in {database.Name}; name the right database.");
            return new VerifiedDatabase(database, LogRow.Read(reader, database.Name).Head);
        }
        catch (Exception failed)
        {
            database.Dispose();
            if (PostgresStore.Explained(failed, $"{database.Name} cannot be verified") is { } told) throw told;
            throw;
        }
    }

    /// <summary>Recomputes the chain up to a head; what has a flaw is the last.</summary>
    public IEnumerable<Verified> Chain(Head head, CancellationToken ct) => Verifying.Chain(_database, head, ct);

    /// <summary>Derives the projections again in a temporary file, and compares them. Null where nothing differs.</summary>
    public Flaw? Projections(WorkProgress? progress, CancellationToken ct) => Verifying.Projections(_database, progress, ct);

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();
}
