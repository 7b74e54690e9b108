using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;

namespace DiplomacyApi.Server.Errors;

/// <summary>Refusals that several parts of the server make.</summary>
internal static class Refusals
{
    /// <summary>When to try again after there was no room: nobody knows when there will be, but calls are short.</summary>
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>RATE_LIMITED for want of room, with when to try again.</summary>
    public static RefusedException Busy(string message) => new(ErrorReason.RateLimited, message) { RetryAfter = RetryDelay };
}
