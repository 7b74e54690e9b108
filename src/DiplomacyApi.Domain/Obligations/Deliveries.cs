using DiplomacyApi.Domain.Statements;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>The deliveries on one obligation, in the order in which they were applied.</summary>
internal sealed class Deliveries
{
    private readonly List<(int Sequence, EffectiveStatement By)> _all = [];

    /// <summary>Adds a delivery; its sequence number is larger than those before.</summary>
    public void Add(int sequence, EffectiveStatement by) => _all.Add((sequence, by));

    public void Clear() => _all.Clear();

    /// <summary>The first delivery after a sequence number, found by binary search; null where there is none.</summary>
    public EffectiveStatement? FirstAfter(int sequence)
    {
        var (first, end) = (0, _all.Count);
        while (first < end)
        {
            var middle = (first + end) / 2;
            if (_all[middle].Sequence > sequence) end = middle;
            else first = middle + 1;
        }
        return first < _all.Count ? _all[first].By : null;
    }
}
