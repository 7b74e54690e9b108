namespace DiplomacyApi.Tests.Storage.Sqlite.QueryPlans;

/// <summary>A step that goes through a table and may: what the statement contains, what the step begins with, and why.</summary>
internal sealed record AllowedScan(string Sql, string Step, string Reason)
{
    /// <summary>All of them. One that permits nothing any more fails the test.</summary>
    public static IReadOnlyList<AllowedScan> All { get; } =
    [
        new("words MATCH", "SCAN search.words VIRTUAL TABLE INDEX 0:M", "The word index looks the words up; SQLite calls that a scan."),
        new("search", "SCAN search.words_config", "Settings of the word index, one row."),
        new("FROM log", "SCAN log", "One row."),
        new("UPDATE log", "SCAN log", "One row."),
        new("CROSS JOIN log l", "SCAN l", "One row."),
        new("FROM epochs e", "SCAN e", "One row for each time that the log went on under another id; read when it is opened."),
        new("FROM epochs ORDER BY", "SCAN epochs", "The same."),
        new("FROM sqlite_schema", "SCAN sqlite_", "The tables, when the file is opened."),
        new("FROM journal ORDER BY revision DESC LIMIT 1", "SCAN journal", "The last row."),
        new("WITH e AS", "SCAN e", "The entries of one page, which are looked up before."),
        new("LIMIT @prefixes) p", "SCAN p", "Names that begin with what is typed, which are looked up before."),
        new("LIMIT @most) w", "SCAN w", "Names with one word, likewise."),
        new("UNION ALL", "SCAN n", "What was looked up for one name, in the order of the answer."),
        new("LIMIT @prefixes) p", "SCAN p", "The names that begin so, of which so many were looked up."),
        new("LIMIT @most) w", "SCAN w", "The names with one word, likewise."),
        new("WHERE act_kind = 7", "SCAN statements USING COVERING INDEX statements_conditions",
            "The conditions of all negotiations, of which there are few, from an index of them alone."),
        new("WHERE act_kind = 2", "SCAN statements USING COVERING INDEX statements_promises",
            "The promises of all negotiations, which a read with a lens folds one after the other."),
        new("SELECT DISTINCT made FROM makers", "SCAN makers", "The demands and meetings of all negotiations, likewise."),
    ];

    public bool Permits(string sql, string step) =>
        sql.Contains(Sql, StringComparison.Ordinal) && step.StartsWith(Step, StringComparison.Ordinal);
}
