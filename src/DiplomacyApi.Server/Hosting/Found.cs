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
            .Select(one => new FieldViolation($"names[{one.Index}]", reason, $"There is no {one.Item} at revision {point.Revision}.")).ToList();
        if (missing.Count > 0) throw new RefusedException(missing);
    }
}
