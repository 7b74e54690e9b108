namespace DiplomacyApi.Storage;

/// <summary>How far something has come, and who waits for it to come further.</summary>
internal sealed class Mark<T>(T first, Func<T, long> placeOf)
{
    private volatile Turn _turn = new(first);

    public T Value => _turn.Value;

    public void Publish(T value)
    {
        var before = _turn;
        _turn = new Turn(value);
        before.Moved.TrySetResult();
    }

    /// <summary>Ends once it has moved past a place.</summary>
    public Task PastAsync(long place)
    {
        var turn = _turn;
        return placeOf(turn.Value) > place ? Task.CompletedTask : turn.Moved.Task;
    }

    private sealed record Turn(T Value)
    {
        // Whoever waits goes on elsewhere: the one who publishes has more to do.
        public TaskCompletionSource Moved { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
