using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Sqlite.Reading;
using DiplomacyApi.Storage.Sqlite.Statements;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Sqlite.Search;

/// <summary>Statements by their words.</summary>
public sealed class SearchQueries
{
    private readonly ReadPoints _points;
    private readonly SearchWorker _search;
    private readonly TimeProvider _time;

    internal SearchQueries(ReadPoints points, SearchWorker search, TimeProvider time) => (_points, _search, _time) = (points, search, time);

    /// <summary>Waits until the words up to a revision can be found; false where that takes too long.</summary>
    public Task<bool> IsSearchedAsync(long revision, CancellationToken ct) => _search.ReachAsync(revision, _time, ct);

    /// <summary>Waits until the words up to a revision can be found. Refuses SEARCH_BEHIND where that takes too long, or none can be found now.</summary>
    public async Task SearchedAsync(long revision, CancellationToken ct)
    {
        if (await IsSearchedAsync(revision, ct).ConfigureAwait(false)) return;
        throw _search.File is null ? NoWords()
            : new RefusedException(ErrorReason.SearchBehind, $"The search index has reached revision {_search.Reached}; try again, or ask without min_revision.", "at.min_revision");
    }

    /// <summary>The statements with the words, the last recorded first, serialised, and up to which revision words were looked through.</summary>
    public (FrozenPage Page, long Searched) Find(string query, StatementFilter? filter, ReadPoint point, int size, string? key, CancellationToken ct)
    {
        var words = SearchText.Query(query);
        var (file, searched) = (_search.File ?? throw NoWords(), Math.Min(_search.Reached, point.Revision));
        var criteria = new StatementCriteria(filter);
        var recorded = _points.RecordedWithin(criteria);
        try
        {
            var page = ReadAccess.Read(file.Readers, lease => HotReads.Statements(lease.Reader, criteria, point, size, key, sql =>
            {
                sql.And($"""
                    (s.revision, s.rev_from) IN (
                      SELECT place.revision, place.rev_from FROM search.words JOIN search.places place ON place.id = words.rowid WHERE words MATCH {sql.Value(words)})
                    """);
                return recorded(sql);
            }), ct);
            // A connection that was opened meanwhile may see another file, which holds less.
            return _search.File == file ? (page, searched) : throw NoWords();
        }
        catch (SqliteException)
        {
            if (_search.File == file && file.IsWhole(ct)) throw;
            file.Doubt();
            throw NoWords();
        }
    }

    private static RefusedException NoWords() =>
        new(ErrorReason.SearchBehind, "Search is not available now: its index cannot be used, or is being rebuilt. Try again later; all other calls are answered.");
}
