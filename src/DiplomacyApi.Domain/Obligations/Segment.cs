namespace DiplomacyApi.Domain.Obligations;

/// <summary>A value that held from one seen-instant (included) to another (excluded).</summary>
/// <param name="From">The first instant at which it held.</param>
/// <param name="Until">The first instant at which it no longer held; <see cref="DateTimeOffset.MaxValue"/> where it still holds.</param>
/// <param name="Value">What held. Fields that depend on the as-of date (due state, missed, next change) are not filled.</param>
public sealed record Segment<T>(DateTimeOffset From, DateTimeOffset Until, T Value);
