using Diplomacy.V1;
using DiplomacyApi.Domain.Recording;
using DiplomacyApi.Storage;

namespace DiplomacyApi.Server.Hosting;

/// <summary>What was asked for by name.</summary>
internal static class Found
{
    /// <summary>Refuses where some are not there, naming all of them.</summary>
    public static void All<T>(IReadOnlyList<string> names, IReadOnlyList<T?> found, ErrorReason reason, ReadPoint point)
    {
        var missing = names.Index().Where(one => found[one.Index] is null)
            .Select(one => (Field: $"names[{one.Index}]", Name: one.Item)).ToList();
        var end = $" at revision {point.Revision}.";
        if (missing is [var (field, name)]) throw RefusedException.Missing(reason, name, end, field);
        if (missing.Count > 0) throw new RefusedException([.. missing.Select(one => new FieldViolation(one.Field, reason, $"There is no {one.Name}{end}"))]);
    }
}
