using System.Threading.RateLimiting;

namespace DiplomacyApi.Server.Throttling;

/// <summary>So much for each who asks, and so much for all of them together: calls, or bytes. What is taken is given back by disposing it.</summary>
internal sealed class Quota : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter;
    private readonly int _most;

    public Quota(int each, int all, int waitingMax = 0)
    {
        _most = Math.Min(each, all);
        _limiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<string, string>(who => RateLimitPartition.GetConcurrencyLimiter(who, _ => Options(each))),
            PartitionedRateLimiter.Create<string, string>(_ => RateLimitPartition.GetConcurrencyLimiter("", _ => Options(all))));

        ConcurrencyLimiterOptions Options(int permits) => new() { PermitLimit = permits, QueueLimit = waitingMax };
    }

    /// <summary>Takes some at once; null where there is not so much left. More than there ever is counts as all of it.</summary>
    public IDisposable? TryTake(string who, long amount = 1) => Taken(_limiter.AttemptAcquire(who, (int)Math.Min(amount, _most)));

    /// <summary>Waits for some, the first who asked before the others; null where too many wait already.</summary>
    public async ValueTask<IDisposable?> TakeAsync(string who, long amount, CancellationToken ct) =>
        Taken(await _limiter.AcquireAsync(who, (int)Math.Min(amount, _most), ct));

    public void Dispose() => _limiter.Dispose();

    private static RateLimitLease? Taken(RateLimitLease lease)
    {
        if (lease.IsAcquired) return lease;
        lease.Dispose();
        return null;
    }
}
