using System.Collections.Concurrent;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Errors;

namespace DiplomacyApi.Server.Access;

/// <summary>The streams that are open, so that they end when their caller may no longer call.</summary>
internal sealed class OpenStreams(Credentials credentials, TimeProvider time)
{
    private static readonly RefusedException Over =
        new(ErrorReason.Unauthenticated, "The token, JWT or certificate of this call was revoked or has expired.");

    private readonly ConcurrentDictionary<OpenStream, Caller> _streams = [];

    /// <summary>Registers a stream until it is disposed.</summary>
    public OpenStream Begin(Caller caller, HttpContext context)
    {
        var stream = new OpenStream(context, this);
        _streams[stream] = caller;
        return stream;
    }

    /// <summary>Ends the streams whose token, JWT or certificate was revoked or has expired, or whose credentials cannot be read.</summary>
    public void EndRevoked()
    {
        var now = time.GetUtcNow();
        foreach (var (stream, caller) in _streams)
        {
            if (now >= caller.Expires) stream.End(Over);
            else if (caller.Credential is { } credential && !credentials.IsStillValid(credential))
                stream.End(credentials.Unavailable ?? Over);
        }
    }

    private void Remove(OpenStream stream) => _streams.TryRemove(stream, out _);

    /// <summary>One stream. To its service, ending it looks as if the caller went away; the interceptor then sends the reason.</summary>
    internal sealed class OpenStream : IDisposable
    {
        private readonly CancellationTokenSource _ended;
        private readonly OpenStreams _all;
        private readonly StreamEnd _end = new();

        public OpenStream(HttpContext context, OpenStreams all)
        {
            _ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            _all = all;
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
            _all.Remove(this);
            _ended.Dispose();
        }
    }
}
