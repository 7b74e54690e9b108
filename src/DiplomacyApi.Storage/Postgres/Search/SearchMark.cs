using DiplomacyApi.Domain.Names;
using Npgsql;

namespace DiplomacyApi.Storage.Postgres.Search;

/// <summary>The one row that says how far the words of which log are indexed, and in which way.</summary>
/// <param name="LogId">Whose words they are.</param>
/// <param name="Format">How they were made.</param>
/// <param name="Revision">Up to where they can be found.</param>
/// <param name="Erased">Of the last erasure that took words out.</param>
/// <param name="Cleared">Of what was erased up to here, no word is left.</param>
internal sealed record SearchMark(string LogId, int Format, long Revision, long Erased, long Cleared)
{
    // The thousands are raised whenever what is indexed, or how, changes; the rest is how words are folded.
    private const int PresentFormat = 1_000 + FoldedName.Version;

    private const string Select = "SELECT log_id, format, revision, erased, cleared FROM search_mark";

    /// <summary>Whether words were taken out that may still lie in the tables.</summary>
    public bool IsClearingOwed => Erased > Cleared;

    /// <summary>The beginning of a log's index.</summary>
    public static SearchMark First(string logId) => new(logId, PresentFormat, 0, 0, 0);

    /// <summary>Whether this build made it, or one that makes words in the same way.</summary>
    public bool IsOfThisBuild => Format == PresentFormat;

    /// <summary>Locks it for this server; null where another one has done so.</summary>
    public static SearchMark? TryLock(NpgsqlConnection connection) => Find(connection, $"{Select} FOR UPDATE SKIP LOCKED");

    public static SearchMark Read(NpgsqlConnection connection) => Find(connection, Select) ?? throw Missing();

    /// <summary>
    /// The same in a transaction that has read nothing yet: what it reads of words from then on belongs to the mark, also where the index
    /// is begun again meanwhile, which is seen at once by transactions that began before.
    /// </summary>
    public static SearchMark ReadFirst(NpgsqlConnection connection) =>
        Find(connection, $"LOCK TABLE search_words IN ACCESS SHARE MODE; {Select}") ?? throw Missing();

    public void Write(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(
            "UPDATE search_mark SET log_id = $1, format = $2, revision = $3, erased = $4, cleared = $5", connection)
        {
            Parameters =
            {
                new() { Value = LogId }, new() { Value = Format }, new() { Value = Revision }, new() { Value = Erased },
                new() { Value = Cleared },
            },
        };
        command.ExecuteNonQuery();
    }

    private static SearchMark? Find(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        using var rows = command.ExecuteReader();
        return rows.Read() ? new(rows.GetString(0), rows.GetInt32(1), rows.GetInt64(2), rows.GetInt64(3), rows.GetInt64(4)) : null;
    }

    private static InvalidOperationException Missing() => new("The table search_mark is empty.");
}
