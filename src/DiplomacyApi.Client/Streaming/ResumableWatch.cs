using System.Runtime.CompilerServices;
using Diplomacy.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Client;

/// <summary>
/// One watch over as many streams as it takes. If the stream is cut, refused by a busy server, or silent for too long, it is opened again
/// after the last position. A permanent error ends the watch, and so does a server that cannot be reached at first, or stays too busy.
/// </summary>
internal sealed class ResumableWatch<TResponse, TItem>(WatchCall<TResponse, TItem> watched, DiplomacyClient client, ILogger logger)
    where TResponse : class, IMessage
{
    /// <summary>The watch counts as interrupted when the server has sent nothing for this many progress intervals.</summary>
    private const int SilentIntervals = 3;

    /// <summary>How much of a snapshot is buffered until it is complete. A larger one is returned in parts.</summary>
    private const int BufferedBytesMax = 16 << 20;

    /// <summary>The tokens in a row that may be refused: one may be newer than the keys that the server knows yet.</summary>
    private const int TokensRefusedMax = 1;

    private readonly TimeProvider _time = client.Options.Time;
    private readonly Backoff _backoff = new(client.Options.Time);
    private readonly EventDeduplicator _deduplicator = new();
    private TimeSpan _progress = watched.Progress;
    private LogPosition? _through;
    private long _begun;
    private bool _hasOpened;
    private bool _isLetIn;
    private bool _isPartGiven;
    private int _tokensRefused;

    public async IAsyncEnumerable<TResponse> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _begun = _time.GetTimestamp();
        while (true)
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            using var call = watched.Open(_through, ended.Token);
            _deduplicator.OnReopened();
            _isLetIn = false;
            // A snapshot is returned when it is complete.
            var (buffered, bufferedBytes) = (new List<TResponse>(), 0L);
            while (await NextAsync(call, ended, cancellationToken).ConfigureAwait(false) is { } message)
            {
                buffered.Add(message);
                if (watched.ThroughOf(message) is { } through)
                {
                    RemoveRepeated(message);
                    _deduplicator.CompleteThrough(through.Revision);
                    _through = through;
                    _isPartGiven = false;
                }
                else if ((bufferedBytes += message.CalculateSize()) <= BufferedBytesMax)
                {
                    continue;
                }
                else
                {
                    _isPartGiven = true;
                }
                foreach (var ready in buffered) yield return ready;
                buffered.Clear();
            }
        }
    }

    /// <summary>The next message. Null: the stream was cut, and the wait before it is opened again is over.</summary>
    private async Task<TResponse?> NextAsync(
        AsyncServerStreamingCall<TResponse> call, CancellationTokenSource ended, CancellationToken caller)
    {
        string reason;
        TimeSpan? asked = null;
        try
        {
            if (await MoveNextAsync(call, ended).ConfigureAwait(false))
            {
                _hasOpened = _isLetIn = true;
                _tokensRefused = 0;
                _backoff.Reset();
                var message = call.ResponseStream.Current;
                _progress = watched.ProgressOf(message)?.ToTimeSpan() ?? _progress;
                return message;
            }
            if (!_hasOpened) throw DiplomacyException.Broken("The server ended the watch before it began.");
            reason = "The server ended it.";
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            reason = $"Nothing was received for {SilentIntervals * _progress}.";
        }
        catch (DiplomacyException failure) when (MayGoOn(failure))
        {
            (reason, asked) = (failure.Message, failure.RetryAfter);
            if (IsTokenRefused(failure) && !_isLetIn) _tokensRefused++;
        }
        if (_isPartGiven)
            throw DiplomacyException.Broken(
                $"The watch was interrupted while a snapshot of more than {BufferedBytesMax >> 20} MiB was delivered ({reason.TrimEnd('.')}). Discard what you received of it, and start the watch again.");
        await ended.CancelAsync().ConfigureAwait(false);
        await WaitAsync(reason, asked, caller).ConfigureAwait(false);
        return default;
    }

    private bool MayGoOn(DiplomacyException failure)
    {
        if (failure.IsBusy) return _hasOpened || _time.GetElapsedTime(_begun) < client.Options.Timeout;
        if (IsTokenRefused(failure)) return _isLetIn || _tokensRefused < TokensRefusedMax;
        return failure.IsCut && _hasOpened;
    }

    /// <summary>Whether the token is over, or not known, and the next may be another.</summary>
    private bool IsTokenRefused(DiplomacyException failure) =>
        failure is { Cause: not FailureCause.NoToken, Status: StatusCode.Unauthenticated } && BearerToken.CanChange(client.Options);

    private async Task<bool> MoveNextAsync(AsyncServerStreamingCall<TResponse> call, CancellationTokenSource ended)
    {
        using var silence = _time.CreateTimer(state => ((CancellationTokenSource)state!).Cancel(), ended, SilentIntervals * _progress,
            Timeout.InfiniteTimeSpan);
        return await call.ResponseStream.MoveNext(ended.Token).ConfigureAwait(false);
    }

    private async Task WaitAsync(string reason, TimeSpan? asked, CancellationToken caller)
    {
        var wait = _backoff.Next(asked);
        ClientLog.Cut(logger, watched.Name, _through is null ? "its start" : $"revision {_through.Revision}", reason, wait);
        await _backoff.WaitAsync(wait, caller).ConfigureAwait(false);
        if (client.Options.Positions is not { } positions) return;
        try
        {
            await client.CheckLogAsync(positions, caller).ConfigureAwait(false);
        }
        catch (DiplomacyException failure) when (failure.IsTransient || failure.IsUntrusted || IsTokenRefused(failure))
        {
            // It is not there yet; opening will find that out again.
        }
    }

    /// <summary>Removes events that were received before the stream was cut.</summary>
    private void RemoveRepeated(TResponse message)
    {
        var items = watched.ItemsOf(message);
        var fresh = items.Where(item => watched.RevisionOf(item) is not { } revision || _deduplicator.IsNew(revision)).ToList();
        if (fresh.Count == items.Count) return;
        items.Clear();
        items.AddRange(fresh);
    }
}
