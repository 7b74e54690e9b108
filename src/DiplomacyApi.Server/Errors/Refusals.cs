using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;

namespace DiplomacyApi.Server.Errors;

/// <summary>Refusals that several parts of the server make.</summary>
internal static class Refusals
{
    /// <summary>The delay before the next try. It cannot be known when there will be room, but calls are short.</summary>
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>RATE_LIMITED because there is no room now, with a delay for the next try.</summary>
    public static RefusedException Busy(string message) => new(ErrorReason.RateLimited, message) { RetryAfter = RetryDelay };
}
