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
        var missing = names.Where((_, index) => found[index] is null).Distinct(StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
            throw new RefusedException(reason, $"There is no {string.Join(", ", missing)} at revision {point.Revision}.", "names");
    }
}
