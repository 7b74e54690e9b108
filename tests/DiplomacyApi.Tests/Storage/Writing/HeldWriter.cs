using Microsoft.Extensions.Time.Testing;

namespace DiplomacyApi.Tests.Storage.Writing;

/// <summary>A clock at which the writer, which has a thread of its own, can be held: what comes meanwhile waits in its queue.</summary>
internal sealed class HeldWriter : FakeTimeProvider, IDisposable
{
    private readonly ManualResetEventSlim _isFree = new(true);
    private readonly ManualResetEventSlim _isHeld = new(false);

    public HeldWriter()
        : base(new DateTimeOffset(2022, 2, 1, 0, 0, 0, TimeSpan.Zero)) { }

    public void Hold() => _isFree.Reset();

    /// <summary>Waits until the writer stands still.</summary>
    public Task HeldAsync() => Task.Run(() => _isHeld.Wait());

    public void Release() => _isFree.Set();

    public override DateTimeOffset GetUtcNow()
    {
        if (!Thread.CurrentThread.IsThreadPoolThread && !_isFree.IsSet)
        {
            _isHeld.Set();
            _isFree.Wait();
        }
        return base.GetUtcNow();
    }

    public void Dispose()
    {
        _isFree.Dispose();
        _isHeld.Dispose();
    }
}
