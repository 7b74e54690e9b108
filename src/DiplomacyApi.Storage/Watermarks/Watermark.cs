namespace DiplomacyApi.Storage.Watermarks;

/// <summary>How far something has come, and who waits for it to come further.</summary>
internal sealed class Watermark<T>(T first, Func<T, long> positionOf)
{
    private readonly Lock _lock = new();
    private volatile State _state = new(first);

    public T Value => _state.Value;

    public void Publish(T value)
    {
        State before;
        lock (_lock)
        {
            before = _state;
            _state = new State(value);
        }
        before.Advanced.TrySetResult();
    }

    /// <summary>Ends once it has advanced past a position, or has been moved at all; who needs the first looks again.</summary>
    public Task WaitUntilPastAsync(long position)
    {
        var state = _state;
        return positionOf(state.Value) > position ? Task.CompletedTask : state.Advanced.Task;
    }

    private sealed record State(T Value)
    {
        // Continuations run elsewhere, as it is published on the writer's thread.
        public TaskCompletionSource Advanced { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
