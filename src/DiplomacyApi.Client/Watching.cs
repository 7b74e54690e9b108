using System.Runtime.CompilerServices;
using Diplomacy.V1;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Client;

/// <summary>
/// One watch over as many streams as it takes. Cut, or silent for too long, it is opened again after the last position; what is wrong
/// for good ends it, and so does a server that is not there to begin with.
/// </summary>
internal sealed class Watching<TResponse, TItem>(WatchedCall<TResponse, TItem> watched, DiplomacyClient client, ILogger logger)
    where TResponse : class
{
    /// <summary>A watch is silent when this many times the position could have been told and was not.</summary>
    private const int SilentIntervals = 3;

    private readonly TimeProvider _time = client.Options.Time;
    private readonly Backoff _backoff = new(client.Options.Time);
    private readonly TellOnce _once = new();
    private TimeSpan _progress = watched.Progress;
    private LogPosition? _through;
    private bool _hasOpened;
    private bool _isLetIn;

    public async IAsyncEnumerable<TResponse> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            using var call = watched.Open(_through, ended.Token);
            _once.Reopened();
            _isLetIn = false;
            // What the clock may not cut in two, such as a snapshot, is handed over when it is whole.
            var held = new List<TResponse>();
            while (await NextAsync(call, ended, cancellationToken).ConfigureAwait(false) is { } message)
            {
                held.Add(message);
                if (watched.ThroughOf(message) is not { } through) continue;
                PassOver(message);
                _once.Through(through.Revision);
                _through = through;
                foreach (var whole in held) yield return whole;
                held.Clear();
            }
        }
    }

    /// <summary>The next message. Null: the stream was cut, and the wait before it is opened again is over.</summary>
    private async Task<TResponse?> NextAsync(AsyncServerStreamingCall<TResponse> call, CancellationTokenSource ended, CancellationToken caller)
    {
        string reason;
        try
        {
            if (await MoveNextAsync(call, ended).ConfigureAwait(false))
            {
                _hasOpened = _isLetIn = true;
                _backoff.Reset();
                var message = call.ResponseStream.Current;
                _progress = watched.ProgressOf(message)?.ToTimeSpan() ?? _progress;
                return message;
            }
            reason = "The server ended it.";
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            reason = $"Nothing was told for {SilentIntervals * _progress}.";
        }
        catch (DiplomacyException failure) when ((failure.IsCut && _hasOpened) || HasExpired(failure))
        {
            reason = failure.Message;
        }
        await ended.CancelAsync().ConfigureAwait(false);
        await WaitAsync(reason, caller).ConfigureAwait(false);
        return default;
    }

    /// <summary>Whether the token is over and a source gives the next one. One that does not let the stream begin is not asked for again.</summary>
    private bool HasExpired(DiplomacyException failure) => failure.Status == StatusCode.Unauthenticated && _isLetIn && client.Options.TokenSource is not null;

    private async Task<bool> MoveNextAsync(AsyncServerStreamingCall<TResponse> call, CancellationTokenSource ended)
    {
        using var patience = _time.CreateTimer(state => ((CancellationTokenSource)state!).Cancel(), ended, SilentIntervals * _progress, Timeout.InfiniteTimeSpan);
        return await call.ResponseStream.MoveNext(ended.Token).ConfigureAwait(false);
    }

    private async Task WaitAsync(string reason, CancellationToken caller)
    {
        var wait = _backoff.Next();
        ClientLog.Cut(logger, watched.Name, _through is null ? "its start" : $"revision {_through.Revision}", reason, wait);
        await _backoff.WaitAsync(wait, caller).ConfigureAwait(false);
        if (client.Options.Positions is not { } positions) return;
        try
        {
            await client.CheckLogAsync(positions, caller).ConfigureAwait(false);
        }
        catch (DiplomacyException failure) when (failure.IsTransient || failure.IsUntrusted || failure.Status == StatusCode.DeadlineExceeded)
        {
            // It is not there yet; opening will find that out again.
        }
    }

    /// <summary>Takes out what was told before the stream was cut.</summary>
    private void PassOver(TResponse message)
    {
        var items = watched.ItemsOf(message);
        var fresh = items.Where(item => watched.RevisionOf(item) is not { } revision || _once.IsNew(revision)).ToList();
        if (fresh.Count == items.Count) return;
        items.Clear();
        items.AddRange(fresh);
    }
}
