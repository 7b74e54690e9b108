using Google.Protobuf;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>
/// Joins equal values of neighbouring instants to segments, as they come in the order of time, and remembers which segments changed last.
/// </summary>
/// <param name="key">Distinguishes the values that hold at one instant.</param>
internal sealed class SegmentBuilder<T>(Func<T, string> key) where T : class, IMessage<T>
{
    private readonly Dictionary<string, OpenSegment> _open = new(StringComparer.Ordinal);
    private List<Segment<T>>? _ended = [];

    /// <summary>Called with each segment that ends.</summary>
    public Action<Segment<T>>? OnEnded { get; init; }

    /// <summary>What a segment holds for a value; null: the value itself. Values are compared before this is applied.</summary>
    public Func<T, T>? Decorate { get; init; }

    /// <summary>The segments that begin, or end elsewhere, since <see cref="ClearChanges"/>.</summary>
    public List<Segment<T>> Changed { get; } = [];

    /// <summary>
    /// The segments that never held after all, since <see cref="ClearChanges"/>: more was seen of the instant at which they began.
    /// </summary>
    public List<Segment<T>> Removed { get; } = [];

    public void ClearChanges()
    {
        Changed.Clear();
        Removed.Clear();
    }

    /// <summary>Some values as they are from an instant on; the others stay. The instant may be the last one again.</summary>
    public void Update(DateTimeOffset instant, IEnumerable<T> values)
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
    public void UpdateAll(DateTimeOffset instant, IEnumerable<T> values)
    {
        var now = values.ToDictionary(key, StringComparer.Ordinal);
        foreach (var (known, open) in _open.ToList())
        {
            if (now.ContainsKey(known)) continue;
            End(open, instant);
            _open.Remove(known);
        }
        Update(instant, now.Values);
    }

    /// <summary>All segments so far, those that still hold included. From then on only the segments that change are kept.</summary>
    public IReadOnlyList<Segment<T>> TakeSegments()
    {
        var open = _open.Values.Select(one => one.Until(DateTimeOffset.MaxValue));
        List<Segment<T>> all = [.. _ended!.Concat(open).OrderBy(segment => key(segment.Value), StringComparer.Ordinal)
            .ThenBy(segment => segment.From)];
        _ended = null;
        ClearChanges();
        return all;
    }

    private void Begin(string known, DateTimeOffset instant, T value, OpenSegment? before)
    {
        var kept = value.Clone();
        Open(known, new OpenSegment(instant, kept, Decorate?.Invoke(kept) ?? kept, before));
    }

    private void Open(string known, OpenSegment open)
    {
        _open[known] = open;
        Changed.Add(open.Until(DateTimeOffset.MaxValue));
    }

    private OpenSegment End(OpenSegment open, DateTimeOffset instant)
    {
        var ended = open.Until(instant);
        OnEnded?.Invoke(ended);
        _ended?.Add(ended);
        Changed.Add(ended);
        return open with { Before = null };
    }

    /// <summary>More is seen of the instant at which a value began: it never held, and what held until then may go on.</summary>
    private void Replace(string known, OpenSegment open, T value)
    {
        Removed.Add(open.Until(DateTimeOffset.MaxValue));
        if (open.Before?.Value.Equals(value) == true) Open(known, open.Before);
        else Begin(known, open.From, value, open.Before);
    }

    private sealed record OpenSegment(DateTimeOffset From, T Value, T Shown, OpenSegment? Before)
    {
        public Segment<T> Until(DateTimeOffset until) => new(From, until, Shown);
    }
}
