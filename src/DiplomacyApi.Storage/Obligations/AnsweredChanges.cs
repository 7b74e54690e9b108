using Diplomacy.V1;
using DiplomacyApi.Domain;

namespace DiplomacyApi.Storage.Obligations;

/// <summary>Changes as an answer tells them: all, or none where they are too large, so that the answer arrives whatever it changed.</summary>
public sealed record AnsweredChanges(IReadOnlyList<StatusChange> Told, bool AreOmitted)
{
    /// <summary>Leaves them out past a bound.</summary>
    public static AnsweredChanges Of(IEnumerable<StatusChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var (told, bytes) = (new List<StatusChange>(), 0L);
        foreach (var change in changes)
        {
            bytes += change.CalculateSize();
            if (bytes > Limits.ChangesBytesMax) return new([], AreOmitted: true);
            told.Add(change);
        }
        return new(told, AreOmitted: false);
    }
}
