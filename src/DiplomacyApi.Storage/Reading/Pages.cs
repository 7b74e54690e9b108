namespace DiplomacyApi.Storage.Reading;

/// <summary>Fills a page of spans, reading on where some of what was found does not fit after all.</summary>
internal static class Pages
{
    // compose gives one for each hit, in their order; null where it does not fit.
    public static Page<T> Fill<T>(ISpans spans, SpanFilter filter, int size, string? key, Func<IReadOnlyList<SpanHit>, IEnumerable<T?>> compose)
        where T : class
    {
        var items = new List<T>(size);
        var after = SpanPlace.Parse(key);
        var last = key;
        while (true)
        {
            var hits = spans.Page(filter, after, size + 1);
            foreach (var (hit, item) in hits.Zip(compose(hits)))
            {
                if (item is null) continue;
                if (items.Count == size) return new(items, last);
                items.Add(item);
                last = hit.Place;
            }
            if (hits.Count <= size) return new(items, null);
            after = SpanPlace.Parse(hits[^1].Place);
        }
    }
}
