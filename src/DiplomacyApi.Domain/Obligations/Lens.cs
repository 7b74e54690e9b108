using Diplomacy.V1;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>Which statements a read takes into account.</summary>
/// <param name="MinBasis">Only statements on this basis or a better one; <see cref="Attribution.Unspecified"/>: all.</param>
/// <param name="PublishedBy">Only statements with a report published by then; null: all.</param>
public sealed record Lens(Attribution MinBasis, DateTimeOffset? PublishedBy)
{
    /// <summary>Everything is seen.</summary>
    public static Lens Open { get; } = new(Attribution.Unspecified, null);
}
