using System.Collections.Concurrent;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Errors;

namespace DiplomacyApi.Server.Access;

/// <summary>The streams that are open, so that those end whose caller is not let in any more.</summary>
internal sealed class OpenCalls(Credentials credentials, TimeProvider time)
{
    private static readonly RefusedException Over = new(ErrorReason.Unauthenticated, "The token, JWT or certificate of this call was revoked or has expired.");

    private readonly ConcurrentDictionary<OpenCall, Caller> _calls = [];

    /// <summary>Keeps an eye on a stream until it is disposed.</summary>
    public OpenCall Begin(Caller caller, HttpContext context)
    {
        var call = new OpenCall(context, this);
        _calls[call] = caller;
        return call;
    }

    /// <summary>Ends the streams of those whose token, JWT or certificate was revoked or has expired, or is of credentials that cannot be read.</summary>
    public void EndWhatIsOver()
    {
        var now = time.GetUtcNow();
        foreach (var (call, caller) in _calls)
        {
            if (now >= caller.Expires) call.End(Over);
            else if (caller.Credential is { } credential && !credentials.StillHolds(credential)) call.End(credentials.Unavailable ?? Over);
        }
    }

    private void Remove(OpenCall call) => _calls.TryRemove(call, out _);

    /// <summary>One stream. Ending it looks to its service as if the caller went away; the interceptor then tells the caller why.</summary>
    internal sealed class OpenCall : IDisposable
    {
        private readonly CancellationTokenSource _ended;
        private readonly OpenCalls _calls;
        private readonly StreamEnd _end = new();

        public OpenCall(HttpContext context, OpenCalls calls)
        {
            _ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            _calls = calls;
            context.RequestAborted = _ended.Token;
            context.Features.Set(_end);
        }

        public void End(RefusedException why)
        {
            _end.Reason = why;
            try
            {
                _ended.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It ended by itself at the same moment.
            }
        }

        public void Dispose()
        {
            _calls.Remove(this);
            _ended.Dispose();
        }
    }
}
