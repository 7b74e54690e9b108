using System.Security.Cryptography;

namespace DiplomacyApi.Client;

/// <summary>How long to wait before a call is made again: longer each time in vain, and never at the same moment as others.</summary>
internal sealed class Backoff(TimeProvider time)
{
    private const int FirstMs = 100;
    private const int LongestMs = 10_000;

    /// <summary>The longest wait that a server can ask for: whatever it says, it is asked again after this.</summary>
    private static readonly TimeSpan AskedMax = TimeSpan.FromMinutes(1);

    /// <summary>The streams of an import or an export that may be opened one after the other with nothing to show for it.</summary>
    private const int AttemptsMax = 10;

    private int _nextMs = FirstMs;
    private int _inVain;

    /// <summary>Whether enough was tried.</summary>
    public bool IsSpent => _inVain >= AttemptsMax - 1;

    /// <summary>It went well: the next wait is short again.</summary>
    public void Reset() => (_nextMs, _inVain) = (FirstMs, 0);

    /// <summary>Between half of the wait that is next and all of it, on top of what the server asked for.</summary>
    public TimeSpan Next(TimeSpan? asked = null)
    {
        var wait = TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(_nextMs / 2, _nextMs + 1));
        _nextMs = Math.Min(_nextMs * 2, LongestMs);
        _inVain++;
        return asked is not { } least ? wait : least < AskedMax ? least + wait : AskedMax + wait;
    }

    public Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken) => Task.Delay(wait, time, cancellationToken);
}
