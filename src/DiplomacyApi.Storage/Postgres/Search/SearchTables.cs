using System.Data;
using Diplomacy.V1;
using DiplomacyApi.Storage.Postgres.Journal;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Watching;
using Npgsql;
using NpgsqlTypes;

namespace DiplomacyApi.Storage.Postgres.Search;

/// <summary>
/// Fills the index, in steps of one transaction each, which the mark's lock keeps to one server at a time. It reads the log where it is
/// written: a standby may not have all that the head says.
/// </summary>
internal sealed class SearchTables : IDisposable
{
    // A server that stands still for longer loses the lock on the mark, and another one goes on. Rebuilding the projections, and searches
    // that must end before the index is begun again, are waited for.
    private const string Settings =
        """
        SELECT set_config('jit', 'off', false), set_config('lock_timeout', '5s', false),
          set_config('idle_in_transaction_session_timeout', '20s', false)
        """;

    private readonly bool _isReadOnly;
    private readonly NpgsqlConnection _connection;
    private readonly Dictionary<string, PostgresQuery> _queries = new(StringComparer.Ordinal);

    public SearchTables(PostgresDatabase database)
    {
        (_isReadOnly, _connection) = (database.IsReadOnly, database.Open());
        try
        {
            using var settings = new NpgsqlCommand(Settings, _connection);
            settings.ExecuteNonQuery();
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Indexes what follows the mark, unless another server is at it, or this one only reads.</summary>
    /// <param name="isFirst">
    /// Whether this server begins to index. What another build made is made again then, as it is by a file that is opened. Whatever build
    /// comes later does the same, and this one leaves the index to it.
    /// </param>
    /// <returns>The mark, whether another server has the index, and whether there is more to be indexed.</returns>
    public (SearchMark Mark, bool IsOthers, bool HasMore) Step(bool isFirst)
    {
        if (_isReadOnly) return (SearchMark.Read(_connection), IsOthers: true, HasMore: true);
        using var transaction = _connection.BeginTransaction(IsolationLevel.ReadCommitted);
        if (SearchMark.TryLock(_connection) is not { } mark) return (SearchMark.Read(_connection), IsOthers: true, HasMore: true);
        // Entries up to this head are there for what is read later in the transaction.
        var head = LogRow.Read(_connection, _connection.Database).Head;
        var found = mark;
        if (mark.LogId != head.LogId || mark.Revision > head.Revision || (!mark.IsOfThisBuild && isFirst)) mark = Begin(head.LogId);
        else if (!mark.IsOfThisBuild) return (mark, IsOthers: true, HasMore: false);
        var (versions, through) = EntryReads.Versions(Prepared, head, mark.Revision);
        var erased = versions.Where(version => version.Statement is null).ToList();
        if (erased.Count > 0) mark = Remove(mark, erased);
        // What a crash takes of the rest is indexed again.
        else Execute("SET LOCAL synchronous_commit = off");
        Add(versions);
        mark = mark with { Revision = through };
        if (mark != found) mark.Write(_connection);
        transaction.Commit();
        return (mark, IsOthers: false, HasMore: through < head.Revision);
    }

    public void Dispose()
    {
        foreach (var query in _queries.Values) query.Dispose();
        _connection.Dispose();
    }

    /// <summary>Begins the index again. The files of the former one go with all that lay in them.</summary>
    private SearchMark Begin(string logId)
    {
        Execute("TRUNCATE search_words");
        return SearchMark.First(logId);
    }

    private SearchMark Remove(SearchMark mark, List<(long Revision, long RevFrom, Statement? Statement)> erased)
    {
        using var command = new NpgsqlCommand("DELETE FROM search_words WHERE revision = ANY ($1)", _connection)
        {
            Parameters = { new() { Value = erased.Select(version => version.Revision).ToArray() } },
        };
        command.ExecuteNonQuery();
        return mark with
        {
            Erased = erased[^1].RevFrom,
            Cleared = mark.IsClearingOwed ? mark.Cleared : Math.Max(mark.Cleared, erased[0].RevFrom - 1),
        };
    }

    private void Add(List<(long Revision, long RevFrom, Statement? Statement)> versions)
    {
        using var batch = new NpgsqlBatch(_connection);
        foreach (var (revision, revFrom, statement) in versions)
        {
            if (statement is null || IndexedText.Of(statement) is not { } indexed) continue;
            batch.BatchCommands.Add(
                new("INSERT INTO search_words (revision, rev_from, words, text) VALUES ($1, $2, array_to_tsvector($3), $4)")
                {
                    Parameters =
                    {
                        new() { Value = revision }, new() { Value = revFrom },
                        new() { Value = (object?)indexed.Lexemes ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                        new() { Value = indexed.Text },
                    },
                });
        }
        if (batch.BatchCommands.Count > 0) batch.ExecuteNonQuery();
    }

    private PreparedQuery Prepared(string sql) =>
        _queries.TryGetValue(sql, out var query) ? query : _queries[sql] = new PostgresQuery(_connection, sql);

    private void Execute(string sql)
    {
        using var command = new NpgsqlCommand(sql, _connection);
        command.ExecuteNonQuery();
    }
}
