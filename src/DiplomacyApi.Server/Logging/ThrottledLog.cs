using System.Collections.Concurrent;
using DiplomacyApi.Domain;

namespace DiplomacyApi.Server.Logging;

/// <summary>
/// Logs what anybody can cause as often as they like: the first of a kind at once, and how many followed once in an interval, so that
/// nobody fills a disk with lines.
/// </summary>
internal sealed class ThrottledLog(TimeProvider time, ILogger<ThrottledLog> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>
    /// A call was refused by access control or a bound. Who is known is counted apart, by name; who shows no token, or one that is not
    /// known, with all others.
    /// </summary>
    public void Refused(string method, string peer, string? known, bool isWithoutProof, string reason)
    {
        if (IsFirst(known is null ? $"calls refused {reason}" : $"calls of {known} refused {reason}"))
            ServerLog.Refused(logger, method, known ?? (isWithoutProof ? "no token" : "a token or certificate that is not known"), peer,
                reason);
    }

    public void JwtRefused(string problem)
    {
        if (IsFirst($"JWTs refused by {problem}")) ServerLog.JwtRefused(logger, problem);
    }

    public void ConnectionRefused(string peer, int connectionsMax)
    {
        if (IsFirst("connections closed, as there were too many")) ServerLog.ConnectionRefused(logger, peer, connectionsMax);
    }

    /// <summary>
    /// A complaint of the framework about a connection or a request. Of what a client sent wrong only the kind is logged, as the text would
    /// quote it; what went wrong in the server is logged with its exception.
    /// </summary>
    public void FrameworkProblem(string category, string @event, Exception? problem)
    {
        var kind = problem?.GetType().Name ?? "no exception";
        var isOwn = problem is not (null or IOException or InvalidDataException or OperationCanceledException or Grpc.Core.RpcException);
        if (IsFirst($"problems reported by {category}, {@event} ({kind})"))
            ServerLog.FrameworkProblem(logger, category, @event, kind, isOwn ? problem : null);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Limits.RepeatedLineInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) LogCounts();
    }

    private bool IsFirst(string what) => _counts.AddOrUpdate(what, 0, static (_, followed) => followed + 1) == 0;

    private void LogCounts()
    {
        foreach (var (what, _) in _counts)
            if (_counts.TryRemove(what, out var followed) && followed > 0)
                ServerLog.Followed(logger, followed, what, Limits.RepeatedLineInterval.TotalSeconds);
    }
}
