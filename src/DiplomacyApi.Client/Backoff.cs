using System.Security.Cryptography;

namespace DiplomacyApi.Client;

/// <summary>How long to wait before a stream is opened again: longer each time in vain, and never at the same moment as others.</summary>
internal sealed class Backoff(TimeProvider time)
{
    private const int FirstMs = 100;
    private const int LongestMs = 10_000;

    private int _nextMs = FirstMs;

    /// <summary>It went well: the next wait is short again.</summary>
    public void Reset() => _nextMs = FirstMs;

    /// <summary>Between half of the wait that is next and all of it.</summary>
    public TimeSpan Next()
    {
        var wait = RandomNumberGenerator.GetInt32(_nextMs / 2, _nextMs + 1);
        _nextMs = Math.Min(_nextMs * 2, LongestMs);
        return TimeSpan.FromMilliseconds(wait);
    }

    public Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken) => Task.Delay(wait, time, cancellationToken);
}
