using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Statements;

namespace DiplomacyApi.Storage.Search;

/// <summary>The words of the log, which a store fills behind its commits.</summary>
internal interface ISearchIndex : IDisposable
{
    /// <summary>Whether there is an index that can be used now.</summary>
    bool IsThere { get; }

    /// <summary>Up to which revision words can be found.</summary>
    long Reached { get; }

    /// <summary>Up to which revision no word that was erased is left in it.</summary>
    long Cleared { get; }

    /// <summary>
    /// Ends once words up to a revision can be found; false where that takes too long, or none can be until something is mended.
    /// </summary>
    Task<bool> ReachAsync(long revision, TimeProvider time, CancellationToken ct);

    /// <summary>
    /// Ends once no word that was erased up to a revision is left in it; false where that takes too long, or cannot be until something is
    /// mended.
    /// </summary>
    Task<bool> ClearAsync(long revision, TimeProvider time, CancellationToken ct);

    /// <summary>
    /// The statements meant that have the words, the last recorded first, and up to which revision words were looked through; null where no
    /// index can be used now.
    /// </summary>
    (FrozenPage Page, long Searched)? Find(
        IReadOnlyList<SearchTerm> terms, StatementCriteria criteria, Func<SqlText, string> more, ReadPoint point, int size, string? key,
        CancellationToken ct);

    /// <summary>Indexes nothing more. What it holds open is closed by <see cref="IDisposable.Dispose"/>, after those who read it.</summary>
    Task StopAsync();
}
