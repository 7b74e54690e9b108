using Diplomacy.V1;

namespace DiplomacyApi.Domain.Statements;

/// <summary>The weight of an attribution: ON_RECORD = READOUT > COUNTERPART > ANONYMOUS > MEDIA.</summary>
internal static class Attributions
{
    public static int Rank(this Attribution attribution) => attribution switch
    {
        Attribution.OnRecord or Attribution.Readout => 4,
        Attribution.Counterpart => 3,
        Attribution.Anonymous => 2,
        Attribution.Media => 1,
        _ => 0,
    };

    /// <summary>A basis on which nothing is opened, acknowledged, promised or discharged.</summary>
    public static bool IsWeak(this Attribution attribution) => attribution.Rank() < Attribution.Counterpart.Rank();

    public static Attribution Weaker(Attribution one, Attribution other) => one.Rank() <= other.Rank() ? one : other;
}
