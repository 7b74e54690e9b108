using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Statements;

namespace DiplomacyApi.Storage.Search;

/// <summary>Statements by their words.</summary>
public sealed class SearchQueries
{
    private readonly ReadPoints _points;
    private readonly ISearchIndex _index;
    private readonly TimeProvider _time;

    internal SearchQueries(ReadPoints points, ISearchIndex index, TimeProvider time) => (_points, _index, _time) = (points, index, time);

    /// <summary>Waits until the words up to a revision can be found; false where that takes too long.</summary>
    public Task<bool> IsSearchedAsync(long revision, CancellationToken ct) => _index.ReachAsync(revision, _time, ct);

    /// <summary>
    /// Waits until the words up to a revision can be found. Refuses SEARCH_BEHIND where that takes too long, or none can be found now.
    /// </summary>
    public async Task SearchedAsync(long revision, CancellationToken ct)
    {
        if (await IsSearchedAsync(revision, ct).ConfigureAwait(false)) return;
        throw !_index.IsThere ? NoWords()
            : new RefusedException(ErrorReason.SearchBehind,
                $"The search index has reached revision {_index.Reached}; try again, or ask without min_revision.", "at.min_revision");
    }

    /// <summary>
    /// The statements with the words, the last recorded first, serialised, and up to which revision words were looked through.
    /// </summary>
    public (FrozenPage Page,
        long Searched) Find(string query, StatementFilter? filter, ReadPoint point, int size, string? key, CancellationToken ct)
    {
        var terms = SearchText.Terms(query);
        var criteria = new StatementCriteria(filter);
        return _index.Find(terms, criteria, _points.RecordedWithin(criteria), point, size, key, ct) ?? throw NoWords();
    }

    private static RefusedException NoWords() =>
        new(ErrorReason.SearchBehind,
            "Search is not available now: its index cannot be used, or is being rebuilt. Try again later; all other calls are answered.");
}
