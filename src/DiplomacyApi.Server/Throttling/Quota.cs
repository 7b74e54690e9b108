using System.Threading.RateLimiting;

namespace DiplomacyApi.Server.Throttling;

/// <summary>A limit for each caller and one for all callers together, of calls or of bytes. What is acquired is given back by disposing it.</summary>
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

    /// <summary>Acquires an amount at once; null if there is not so much left. More than the limit counts as all of it.</summary>
    public IDisposable? TryAcquire(string who, long amount = 1) => Taken(_limiter.AttemptAcquire(who, (int)Math.Min(amount, _most)));

    /// <summary>Waits for an amount, first come, first served; null if too many wait already.</summary>
    public async ValueTask<IDisposable?> AcquireAsync(string who, long amount, CancellationToken ct) =>
        Taken(await _limiter.AcquireAsync(who, (int)Math.Min(amount, _most), ct));

    public void Dispose() => _limiter.Dispose();

    private static RateLimitLease? Taken(RateLimitLease lease)
    {
        if (lease.IsAcquired) return lease;
        lease.Dispose();
        return null;
    }
}
