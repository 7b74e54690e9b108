using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DiplomacyApi.Server.Lifetime;

/// <summary>
/// NOT_SERVING while the journal is opened, migrated or rebuilt, once the server is stopping, and when the journal failed.
/// </summary>
internal sealed class JournalHealth(Readiness readiness) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(readiness.IsServing ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
}
