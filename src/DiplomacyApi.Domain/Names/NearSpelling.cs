using System.Text;

namespace DiplomacyApi.Domain.Names;

/// <summary>How far one spelling is from another, by letters left out, put in, taken for others, or swapped with their neighbour.</summary>
public static class NearSpelling
{
    // Short names are near to too many others.
    private const int OneSlipCharactersMin = 4;
    private const int TwoSlipsCharactersMin = 8;

    /// <summary>How many slips are forgiven in a text of so many characters.</summary>
    public static int SlipsMax(int characters) => characters switch
    {
        >= TwoSlipsCharactersMin => 2,
        >= OneSlipCharactersMin => 1,
        _ => 0,
    };

    /// <summary>
    /// The number of slips between two texts; null where it is more than may be. The cost is that of the lengths multiplied.
    /// </summary>
    public static int? Slips(IReadOnlyList<Rune> one, IReadOnlyList<Rune> other, int slipsMax)
    {
        if (Math.Abs(one.Count - other.Count) > slipsMax) return null;
        var (earlier, before, now) = (new int[other.Count + 1], new int[other.Count + 1], new int[other.Count + 1]);
        for (var at = 0; at <= other.Count; at++) before[at] = at;
        for (var row = 1; row <= one.Count; row++)
        {
            now[0] = row;
            for (var at = 1; at <= other.Count; at++)
            {
                var taken = before[at - 1] + (one[row - 1] == other[at - 1] ? 0 : 1);
                now[at] = Math.Min(taken, Math.Min(before[at], now[at - 1]) + 1);
                if (row > 1 && at > 1 && one[row - 1] == other[at - 2] && one[row - 2] == other[at - 1])
                    now[at] = Math.Min(now[at], earlier[at - 2] + 1);
            }
            (earlier, before, now) = (before, now, earlier);
        }
        return before[other.Count] <= slipsMax ? before[other.Count] : null;
    }
}
