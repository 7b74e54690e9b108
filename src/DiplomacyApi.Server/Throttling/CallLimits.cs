using System.Threading.RateLimiting;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Access;
using DiplomacyApi.Server.Configuration;

namespace DiplomacyApi.Server.Throttling;

/// <summary>Limits the calls of one caller, per second and at once, so that others are served too.</summary>
internal sealed class CallLimits(ServerOptions options) : IDisposable
{
    /// <summary>Tokens flow in this many parts a second, where there are as many.</summary>
    private const int PartsPerSecond = 10;

    private readonly PartitionedRateLimiter<string>? _limiter = Of(options);

    /// <summary>A permit for one call, until it is disposed. Refuses RATE_LIMITED if the caller has none left.</summary>
    public IDisposable? Enter(Caller caller)
    {
        if (_limiter is null) return null;
        var lease = _limiter.AttemptAcquire(caller.Name);
        if (lease.IsAcquired) return lease;
        var isRate = lease.TryGetMetadata(MetadataName.RetryAfter, out var delay);
        lease.Dispose();
        throw new RefusedException(ErrorReason.RateLimited, isRate
            ? $"{caller.Name} has reached its limit of calls per second; send several in one (the Batch and Import RPCs), or try again later."
            : $"{caller.Name} has reached its limit of open calls; close watches, or try again later.")
        {
            RetryAfter = isRate ? delay : Limits.PlaceDelay,
        };
    }

    public void Dispose() => _limiter?.Dispose();

    private static PartitionedRateLimiter<string>? Of(ServerOptions options)
    {
        var isControlled = options.IsAccessControlled;
        var atOnce = options.Access.CallsAtOnce ?? (isControlled ? Limits.CallsAtOnceDefault : 0);
        var perSecond = options.Access.CallsPerSecond ?? (isControlled ? Limits.CallsPerSecondDefault : 0);
        var parts = Math.Clamp(perSecond, 1, PartsPerSecond);
        var limiters = new List<PartitionedRateLimiter<string>>();
        // Places first: a call that finds none should not cost a token.
        if (atOnce > 0)
            limiters.Add(PartitionedRateLimiter.Create<string, string>(name => RateLimitPartition.GetConcurrencyLimiter(name,
                _ => new ConcurrencyLimiterOptions { PermitLimit = atOnce, QueueLimit = 0 })));
        if (perSecond > 0)
            limiters.Add(PartitionedRateLimiter.Create<string, string>(name => RateLimitPartition.GetTokenBucketLimiter(name,
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = perSecond,
                    QueueLimit = 0,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1) / parts,
                    TokensPerPeriod = perSecond / parts,
                })));
        return limiters.Count == 0 ? null : PartitionedRateLimiter.CreateChained([.. limiters]);
    }
}
