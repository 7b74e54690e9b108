using Diplomacy.V1;
using DiplomacyApi.Domain;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Obligations;

/// <summary>
/// Changes as a response carries them: all, or none where they are too large, so that the response arrives whatever was changed.
/// </summary>
public sealed record ReportedChanges<T>(IReadOnlyList<T> Changes, bool AreOmitted);

/// <summary>Leaves changes out past a bound.</summary>
public static class ReportedChanges
{
    /// <summary>Of obligations.</summary>
    public static ReportedChanges<StatusChange> Of(IEnumerable<StatusChange> changes) => Within(changes, Limits.ChangesBytesMax);

    /// <summary>Of negotiations themselves.</summary>
    public static ReportedChanges<NegotiationChange> Of(IEnumerable<NegotiationChange> changes) =>
        Within(changes, Limits.NegotiationChangesBytesMax);

    /// <summary>None, where they cannot be given.</summary>
    public static ReportedChanges<T> Omitted<T>() => new([], AreOmitted: true);

    private static ReportedChanges<T> Within<T>(IEnumerable<T> changes, long bytesMax)
        where T : IMessage
    {
        ArgumentNullException.ThrowIfNull(changes);
        var (kept, bytes) = (new List<T>(), 0L);
        foreach (var change in changes)
        {
            bytes += change.CalculateSize();
            if (bytes > bytesMax) return Omitted<T>();
            kept.Add(change);
        }
        return new(kept, AreOmitted: false);
    }
}
