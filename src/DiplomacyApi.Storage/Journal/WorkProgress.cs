using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;

namespace DiplomacyApi.Storage.Journal;

/// <summary>How far a piece of long work has come: `Rebuilding: revision 12,800 of 200,500.`</summary>
public sealed record WorkStep(string Work, string Unit, long Done, long Total)
{
    /// <summary>As a sentence: "Rebuilding: revision 500 of 1,000."</summary>
    public override string ToString() => $"{Work}: {Unit} {NumberText.Of(Done)} of {NumberText.Of(Total)}.";
}

/// <summary>Follows long work on a journal: it can be asked how far it has come, and tells it at intervals.</summary>
public sealed class WorkProgress(TimeProvider time, Action<WorkStep> tell)
{
    private volatile WorkStep? _step;
    private long _told;

    /// <summary>Where it stands; null while nothing is under way.</summary>
    public WorkStep? Step => _step;

    /// <summary>Begins a piece of work, until it is disposed.</summary>
    internal IDisposable Begin(string work, string unit, long total)
    {
        _told = time.GetTimestamp();
        _step = new WorkStep(work, unit, 0, total);
        return new Work(this);
    }

    /// <summary>It has come so far. To be called often, by the one who does the work.</summary>
    internal void Reach(long done)
    {
        if (_step is not { } step) return;
        _step = step = step with { Done = done };
        if (time.GetElapsedTime(_told) < Limits.ProgressLineInterval) return;
        _told = time.GetTimestamp();
        tell(step);
    }

    private sealed class Work(WorkProgress progress) : IDisposable
    {
        public void Dispose() => progress._step = null;
    }
}
