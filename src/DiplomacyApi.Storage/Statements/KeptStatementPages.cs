using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;

namespace DiplomacyApi.Storage.Statements;

/// <summary>
/// First pages of statements as they were made at a revision, at which they never change but by an erasure: clients ask for the same page
/// until something is recorded, and to make one of 100 takes two look-ups for each statement.
/// </summary>
internal sealed class KeptStatementPages
{
    /// <summary>What a page takes in memory besides its bytes, its items and its filter, about.</summary>
    private const int PageBytes = 256;

    /// <summary>
    /// A page that is asked for once is remembered and not kept: while somebody writes, each is of another revision, and to copy it would
    /// be for nothing.
    /// </summary>
    private static readonly Kept AskedOnce = new(null);

    private readonly LruCache<StatementPageKey, Kept> _kept =
        new(Limits.KeptStatementPagesBytesMax, (key, kept) => PageBytes + key.Filter.Length + (kept.Page?.Frozen.Held ?? 0));

    /// <summary>The page that is kept, or else a new one.</summary>
    public FrozenPage Of(StatementFilter? filter, int size, ReadPoint point, Func<FrozenPage> make)
    {
        var key = StatementPageKey.Of(filter, size, point.Revision);
        var clearings = _kept.Clearings;
        var kept = _kept.Find(key);
        if (kept?.Page is { } again) return again;
        var page = make();
        if (kept is null) _kept.Keep(key, AskedOnce, clearings, _ => true);
        else if (page.Frozen.Bytes.Length <= Limits.KeptPageBytesMax)
            _kept.Keep(key, new Kept(new FrozenPage(page.Frozen.Keep(), page.NextKey)), clearings, former => former.Page is not null);
        return page;
    }

    /// <summary>Forgets all: what was recorded has been rewritten.</summary>
    public void Clear() => _kept.Clear();

    private sealed record Kept(FrozenPage? Page);
}
