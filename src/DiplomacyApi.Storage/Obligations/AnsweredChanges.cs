using Diplomacy.V1;
using DiplomacyApi.Domain;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Obligations;

/// <summary>
/// Changes as an answer tells them: all, or none where they are too large, so that the answer arrives whatever it changed.
/// </summary>
public sealed record AnsweredChanges<T>(IReadOnlyList<T> Told, bool AreOmitted);

/// <summary>Leaves changes out past a bound.</summary>
public static class AnsweredChanges
{
    /// <summary>Of obligations.</summary>
    public static AnsweredChanges<StatusChange> Of(IEnumerable<StatusChange> changes) => Within(changes, Limits.ChangesBytesMax);

    /// <summary>Of negotiations themselves.</summary>
    public static AnsweredChanges<NegotiationChange> Of(IEnumerable<NegotiationChange> changes) =>
        Within(changes, Limits.NegotiationChangesBytesMax);

    /// <summary>None, where they cannot be told.</summary>
    public static AnsweredChanges<T> Omitted<T>() => new([], AreOmitted: true);

    private static AnsweredChanges<T> Within<T>(IEnumerable<T> changes, long bytesMax)
        where T : IMessage
    {
        ArgumentNullException.ThrowIfNull(changes);
        var (told, bytes) = (new List<T>(), 0L);
        foreach (var change in changes)
        {
            bytes += change.CalculateSize();
            if (bytes > bytesMax) return Omitted<T>();
            told.Add(change);
        }
        return new(told, AreOmitted: false);
    }
}
