using DiplomacyApi.Client;
using Grpc.Core;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>
/// A stream of batches, each acknowledged before the next is sent. One that is cut is opened again, and the batch that was not acknowledged
/// is sent again: what of it is recorded is skipped. A dry run cannot be taken up again, since the server forgets it.
/// </summary>
internal sealed class ImportStream<TRequest, TResponse>(
    Func<CallOptions, AsyncDuplexStreamingCall<TRequest, TResponse>> open, TRequest options, Func<TResponse, Diplomacy.V1.ImportAcknowledgement> read, TimeSpan timeout, bool isDryRun) : IDisposable
    where TRequest : class
    where TResponse : class
{
    private const int AttemptsMax = 6;
    private static readonly TimeSpan PauseFirst = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _ending = new();
    private AsyncDuplexStreamingCall<TRequest, TResponse>? _call;
    private long _number;
    private bool _hasBegun;

    /// <summary>Sends a batch, made with the number that it is to have.</summary>
    public async Task<Diplomacy.V1.ImportAcknowledgement> SendAsync(Func<long, TRequest> batch, CancellationToken token)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(batch, token).ConfigureAwait(false);
            }
            catch (DiplomacyException failure)
            {
                Close();
                var isCut = failure.Status == StatusCode.Unavailable && !(isDryRun && _hasBegun);
                if (!isCut || attempt == AttemptsMax) throw;
                await Task.Delay(PauseFirst * (1 << (attempt - 1)), token).ConfigureAwait(false);
            }
        }
    }

    public void Dispose()
    {
        Close();
        _ending.Dispose();
    }

    private async Task<Diplomacy.V1.ImportAcknowledgement> TryAsync(Func<long, TRequest> batch, CancellationToken token)
    {
        using var stopping = token.Register(_ending.Cancel);
        if (_call is null)
        {
            _call = open(new CallOptions(cancellationToken: _ending.Token));
            _number = 0;
            await _call.RequestStream.WriteAsync(options, CancellationToken.None).ConfigureAwait(false);
        }
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        patience.CancelAfter(timeout);
        try
        {
            await _call.RequestStream.WriteAsync(batch(++_number), patience.Token).ConfigureAwait(false);
            if (!await _call.ResponseStream.MoveNext(patience.Token).ConfigureAwait(false))
                throw Ended(new Status(StatusCode.Unavailable, "The server ended the import before it was through."));
            _hasBegun = true;
            return read(_call.ResponseStream.Current);
        }
        catch (Exception late) when (late is OperationCanceledException or DiplomacyException { Status: StatusCode.Cancelled } && patience.IsCancellationRequested)
        {
            token.ThrowIfCancellationRequested();
            throw new DiplomacyApiException($"The server did not acknowledge a batch within {timeout.TotalSeconds:N0} s. Run the import again: what is recorded is skipped.", "TimedOut", System.Management.Automation.ErrorCategory.OperationTimeout);
        }
        catch (Exception closed) when (closed is InvalidOperationException or IOException)
        {
            // The stream was completed under the write; its status says why.
            throw Ended(_call.GetStatus());
        }
    }

    private static DiplomacyException Ended(Status status) => DiplomacyException.From(new RpcException(status));

    private void Close()
    {
        _call?.Dispose();
        _call = null;
    }
}
