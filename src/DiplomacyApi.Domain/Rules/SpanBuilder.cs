using Google.Protobuf;

namespace DiplomacyApi.Domain.Rules;

/// <summary>Joins equal values of neighbouring instants to spans, as they come in the order of time, and keeps which spans the last instants moved.</summary>
/// <param name="key">What tells the values apart that hold at one instant.</param>
internal sealed class SpanBuilder<T>(Func<T, string> key) where T : class, IMessage<T>
{
    private readonly Dictionary<string, OpenSpan> _open = new(StringComparer.Ordinal);
    private List<Span<T>>? _ended = [];

    /// <summary>Called with each span that ends.</summary>
    public Action<Span<T>>? Ended { get; init; }

    /// <summary>What is shown of a value where a span of it begins; null: the value itself. Values are compared as they come, not as they are shown.</summary>
    public Func<T, T>? Shown { get; init; }

    /// <summary>The spans that begin, or end elsewhere, since <see cref="ForgetMoved"/>.</summary>
    public List<Span<T>> Moved { get; } = [];

    /// <summary>The spans that never held after all, since <see cref="ForgetMoved"/>: more was seen of the instant at which they began.</summary>
    public List<Span<T>> Gone { get; } = [];

    public void ForgetMoved()
    {
        Moved.Clear();
        Gone.Clear();
    }

    /// <summary>Some values as they are from an instant on; the others stay. The instant may be the last one again.</summary>
    public void Take(DateTimeOffset instant, IEnumerable<T> values)
    {
        foreach (var value in values)
        {
            var known = key(value);
            if (!_open.TryGetValue(known, out var open)) Begin(known, instant, value, before: null);
            else if (open.Value.Equals(value)) continue;
            else if (open.From < instant) Begin(known, instant, value, End(open, instant));
            else Replace(known, open, value);
        }
    }

    /// <summary>All values that there are from an instant on, which is later than the last one.</summary>
    public void TakeAll(DateTimeOffset instant, IEnumerable<T> values)
    {
        var now = values.ToDictionary(key, StringComparer.Ordinal);
        foreach (var (known, open) in _open.ToList())
        {
            if (now.ContainsKey(known)) continue;
            End(open, instant);
            _open.Remove(known);
        }
        Take(instant, now.Values);
    }

    /// <summary>All spans so far, those that still hold included. From then on only the spans that move are kept.</summary>
    public IReadOnlyList<Span<T>> HandOver()
    {
        var open = _open.Values.Select(one => one.Until(DateTimeOffset.MaxValue));
        List<Span<T>> all = [.. _ended!.Concat(open).OrderBy(span => key(span.Value), StringComparer.Ordinal).ThenBy(span => span.From)];
        _ended = null;
        ForgetMoved();
        return all;
    }

    private void Begin(string known, DateTimeOffset instant, T value, OpenSpan? before)
    {
        var kept = value.Clone();
        Open(known, new OpenSpan(instant, kept, Shown?.Invoke(kept) ?? kept, before));
    }

    private void Open(string known, OpenSpan open)
    {
        _open[known] = open;
        Moved.Add(open.Until(DateTimeOffset.MaxValue));
    }

    private OpenSpan End(OpenSpan open, DateTimeOffset instant)
    {
        var ended = open.Until(instant);
        Ended?.Invoke(ended);
        _ended?.Add(ended);
        Moved.Add(ended);
        return open with { Before = null };
    }

    /// <summary>More is seen of the instant at which a value began: it never held, and what held until then may go on.</summary>
    private void Replace(string known, OpenSpan open, T value)
    {
        Gone.Add(open.Until(DateTimeOffset.MaxValue));
        if (open.Before?.Value.Equals(value) == true) Open(known, open.Before);
        else Begin(known, open.From, value, open.Before);
    }

    private sealed record OpenSpan(DateTimeOffset From, T Value, T Shown, OpenSpan? Before)
    {
        public Span<T> Until(DateTimeOffset until) => new(From, until, Shown);
    }
}
