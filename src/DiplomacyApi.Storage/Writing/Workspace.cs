using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Statements;
using DiplomacyApi.Storage.Journal;

namespace DiplomacyApi.Storage.Writing;

/// <summary>
/// What the writer keeps from one group to the next: what requests referred to, and the folds of what they moved, so that the next write on
/// the same demand reads and folds nothing again. It is right as long as every entry since was decided on it; or else a new one takes its
/// place.
/// </summary>
internal sealed class Workspace(DecisionRows rows, Head head)
{
    private Head _head = head;

    public DecisionContext Loaded { get; } = new();

    public Projector Projector { get; } = new(head.LogId, rows, head.Revision);

    /// <summary>Whether it lacks nothing that was committed, and is not too large to be kept.</summary>
    public bool CanGoOnFrom(Head head) =>
        _head == head && Count <= Limits.WorkspaceItemsMax && Loaded.ActorBytes + Projector.Bytes <= Limits.WorkspaceBytesMax;

    /// <summary>How much it keeps: what was recorded, the names that were looked up, and the segments.</summary>
    public int Count => Loaded.Actors.Count + Loaded.Negotiations.Count + Loaded.Speakers.Count + Projector.Count;

    /// <summary>What was decided on it is committed. What bears on nothing is kept no longer.</summary>
    public void MoveTo(Head head)
    {
        _head = head;
        Loaded.Forget(Projector.MoveTo(head.Revision));
    }

    /// <summary>Brings what some requests refer to, as far as it is not there.</summary>
    public void Load(IReadOnlyCollection<WriteItem> items, CancellationToken ct)
    {
        var (resting, named) = Loading.LoadInto(Loaded, rows, Projector.Loader,
            items.SelectMany(item => item.Steps).SelectMany(step => step.Needs).ToHashSet(StringComparer.Ordinal), ct);
        Projector.LoadSegments(resting, ct);
        Projector.LoadNames(named, ct);
        Loading.LoadSpeakers(Loaded, rows, items.SelectMany(item => item.Affiliated), ct);
    }
}
