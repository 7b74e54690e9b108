using System.Runtime.CompilerServices;
using Diplomacy.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Client;

/// <summary>
/// One import over as many streams as it takes. What is sent and not acknowledged is kept, a few batches at most, and sent again where
/// the stream is cut.
/// </summary>
internal sealed class ResumableImport<TItem, TRequest, TResponse>(
    ImportCall<TItem, TRequest, TResponse> import, ImportOptions options, TimeProvider time, ILogger logger)
    where TItem : IMessage
{
    private const int BatchItemsMax = 500;
    private const int BatchBytesMax = 4 << 20;

    /// <summary>The batches on their way at once: one that the server deals with, and the next, so that it need not wait.</summary>
    private const int BatchesAheadMax = 3;

    private readonly Backoff _backoff = new(time);
    private readonly Queue<IReadOnlyList<TItem>> _sent = new();
    private long _acknowledged;
    private long _failed;
    private bool _isWhole;
    private bool _isReading;
    private Task<bool>? _reading;
    private Task<bool>? _answer;

    public IAsyncEnumerable<ImportAcknowledgement> RunAsync(IAsyncEnumerable<TItem> items, CancellationToken cancellationToken) =>
        RunAsync(BatchesAsync(items, cancellationToken), cancellationToken);

    public async IAsyncEnumerable<ImportAcknowledgement> RunAsync(
        IAsyncEnumerable<IReadOnlyList<TItem>> given, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batches = given.GetAsyncEnumerator(ending.Token);
        await using var ended = batches.ConfigureAwait(false);
        try
        {
            while (!_isWhole || _sent.Count > 0)
            {
                // The numbers of a stream begin at 1.
                var before = _acknowledged;
                using var call = import.Open(cancellationToken);
                _answer = null;
                while (await NextAsync(call, batches, before, cancellationToken).ConfigureAwait(false) is { } acknowledgement)
                {
                    yield return acknowledgement;
                    if (options.ErrorsMax > 0 && _failed > options.ErrorsMax) throw Stopped();
                }
            }
        }
        finally
        {
            // A source cannot be ended while it is asked for a batch.
            await ending.CancelAsync().ConfigureAwait(false);
            await ((Task?)_reading ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// The next acknowledgement. Null: there is none on this stream, as all are there, or it was cut and the wait is over.
    /// </summary>
    private async Task<ImportAcknowledgement?> NextAsync(
        AsyncDuplexStreamingCall<TRequest, TResponse> call, IAsyncEnumerator<IReadOnlyList<TItem>> batches, long before,
        CancellationToken cancellationToken)
    {
        var (reason, asked) = ("The server ended it.", default(TimeSpan?));
        try
        {
            if (_acknowledged == before) await BeginAsync(call, cancellationToken).ConfigureAwait(false);
            while (_sent.Count < BatchesAheadMax && !_isWhole && await HasNextAsync(call, batches, cancellationToken).ConfigureAwait(false))
            {
                // It is kept before it is sent: a cut in between must not lose it.
                _sent.Enqueue(batches.Current);
                await call.RequestStream.WriteAsync(import.Batch(_acknowledged - before + _sent.Count, batches.Current),
                    cancellationToken).ConfigureAwait(false);
            }
            if (_sent.Count == 0)
            {
                await call.RequestStream.CompleteAsync().ConfigureAwait(false);
                return null;
            }
            if (await Answer(call, cancellationToken).ConfigureAwait(false))
                return Taken(import.AcknowledgementOf(call.ResponseStream.Current));
        }
        catch (DiplomacyException failure) when ((failure.IsCut || failure.IsBusy) && !_isReading && MayGoOn)
        {
            (reason, asked) = (failure.Message, failure.RetryAfter);
        }
        catch (DiplomacyException failure) when (failure.IsCut && !_isReading)
        {
            // Where the server ends a stream on which something is being sent, that breaks in one way or another.
            if (!await HasEndedAsync(call, cancellationToken).ConfigureAwait(false)) throw;
        }
        if (!MayGoOn)
            throw DiplomacyException.Broken(
                $"The server ended the import without an acknowledgement of batch {_acknowledged + 1}, again and again or in a dry run, which cannot go on. Send it again whole: what is recorded is skipped.");
        var wait = _backoff.Next(asked);
        ClientLog.Cut(logger, import.Name, $"batch {_acknowledged + 1}", reason, wait);
        await _backoff.WaitAsync(wait, cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <summary>Whether the server ended the stream by itself, with no answer and no error.</summary>
    private async Task<bool> HasEndedAsync(AsyncDuplexStreamingCall<TRequest, TResponse> call, CancellationToken cancellationToken)
    {
        try
        {
            return !await Answer(call, cancellationToken).ConfigureAwait(false);
        }
        catch (DiplomacyException)
        {
            return false;
        }
    }

    private bool MayGoOn => !options.DryRun && !_backoff.IsSpent;

    /// <summary>Whether there is a batch to send. A source that takes its time keeps no acknowledgement waiting.</summary>
    private async Task<bool> HasNextAsync(AsyncDuplexStreamingCall<TRequest, TResponse> call,
        IAsyncEnumerator<IReadOnlyList<TItem>> batches, CancellationToken cancellationToken)
    {
        _reading ??= batches.MoveNextAsync().AsTask();
        if (_sent.Count > 0 && await Task.WhenAny(_reading, Answer(call, cancellationToken)).ConfigureAwait(false) != _reading)
            return false;
        // What fails there is the source's, and not of this stream.
        _isReading = true;
        _isWhole = !await _reading.ConfigureAwait(false);
        (_reading, _isReading) = (null, false);
        return !_isWhole;
    }

    private Task<bool> Answer(AsyncDuplexStreamingCall<TRequest, TResponse> call, CancellationToken cancellationToken) =>
        _answer ??= call.ResponseStream.MoveNext(cancellationToken);

    private async Task BeginAsync(AsyncDuplexStreamingCall<TRequest, TResponse> call, CancellationToken cancellationToken)
    {
        var how = options.Clone();
        // What failed on streams before this one counts; 0 would mean that there is no bound.
        if (how.ErrorsMax > 0) how.ErrorsMax = (int)Math.Max(1, how.ErrorsMax - _failed);
        await call.RequestStream.WriteAsync(import.First(how), cancellationToken).ConfigureAwait(false);
        foreach (var (number, batch) in _sent.Select((batch, index) => (index + 1, batch)))
            await call.RequestStream.WriteAsync(import.Batch(number, batch), cancellationToken).ConfigureAwait(false);
    }

    private ImportAcknowledgement Taken(ImportAcknowledgement acknowledgement)
    {
        _backoff.Reset();
        _answer = null;
        _sent.Dequeue();
        _failed += acknowledgement.Failed;
        acknowledgement.Number = ++_acknowledged;
        return acknowledgement;
    }

    private DiplomacyException Stopped() => DiplomacyException.From(StatusCode.Aborted, ErrorReason.ImportStopped,
        $"{_failed} items failed, more than errors_max allows ({options.ErrorsMax}); correct them and send the import again: items already recorded are skipped.");

    private static async IAsyncEnumerable<IReadOnlyList<TItem>> BatchesAsync(
        IAsyncEnumerable<TItem> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (batch, bytes) = (new List<TItem>(), 0);
        await foreach (var item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var size = item.CalculateSize();
            if (batch.Count == BatchItemsMax || (batch.Count > 0 && bytes + size > BatchBytesMax))
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }
            batch.Add(item);
            bytes += size;
        }
        if (batch.Count > 0) yield return batch;
    }
}
