using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Journal;

namespace DiplomacyApi.Server.Validation;

/// <summary>The names of a batch read.</summary>
internal static class RequestedNames
{
    /// <summary>Refuses a batch read of which some were not found (null), naming all of those.</summary>
    public static void ThrowIfMissing<T>(IReadOnlyList<string> names, IReadOnlyList<T?> found, ErrorReason reason, ReadPoint point)
    {
        var missing = names.Index().Where(one => found[one.Index] is null)
            .Select(one => (Field: $"names[{one.Index}]", Name: one.Item)).ToList();
        var end = $" at revision {point.Revision}.";
        if (missing is [var (field, name)]) throw ResourceRefusals.UnknownTarget(reason, name, end, field);
        if (missing.Count > 0)
            throw new RefusedException([.. missing.Select(one => new FieldViolation(one.Field, reason, $"There is no {one.Name}{end}"))])
            {
                IsTargetMissing = true,
            };
    }
}
