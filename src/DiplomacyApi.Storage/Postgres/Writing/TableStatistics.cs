using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Postgres.Schema;
using Npgsql;

namespace DiplomacyApi.Storage.Postgres.Writing;

/// <summary>
/// Has PostgreSQL count what is in the tables while they grow from nothing. It does so by itself once a minute, and an import makes tens of
/// thousands of rows by then, which all servers read by plans that were made for empty tables. Plans are made again once it is counted.
/// </summary>
internal sealed class TableStatistics(WriterConnection connection)
{
    private const long First = 1_000;
    private const long Growth = 8;

    // To count takes a second then, and PostgreSQL has had its turn; what is planned for so many rows does for more.
    private const long Last = 100_000;

    private long _next = First;

    /// <summary>To be called between transactions.</summary>
    public void Keep(long revision)
    {
        if (revision < _next || _next > Last || connection.IsReadOnly) return;
        // What cannot be counted now is counted later.
        _next = revision + First;
        TryRun(() =>
        {
            var counted = Counted();
            if (counted * Growth <= revision) Count();
            _next = Math.Max(First, Math.Max(counted, revision)) * Growth;
        });
    }

    /// <summary>Counts all tables, once they were made again. Where that cannot be done now, PostgreSQL does it by itself.</summary>
    public void TryCount() => TryRun(Count);

    private static void TryRun(Action work)
    {
        try
        {
            work();
        }
        catch (Exception failed) when (failed is NpgsqlException || Outcomes.Of(failed) is RefusedException)
        {
        }
    }

    /// <summary>Where another one counts or clears a table, it is passed over.</summary>
    private void Count()
    {
        using var analyze = new NpgsqlCommand(
            $"ANALYZE (SKIP_LOCKED) journal, payload, {string.Join(", ", Projections.Tables)}", connection.Ready());
        analyze.ExecuteNonQuery();
    }

    /// <summary>How many entries there were when they were counted last; below 0: never.</summary>
    private long Counted()
    {
        using var asked = new NpgsqlCommand(
            "SELECT CAST(reltuples AS bigint) FROM pg_class WHERE oid = CAST('journal' AS regclass)", connection.Ready());
        return (long)asked.ExecuteScalar()!;
    }
}
