using System.Threading.Channels;
using DiplomacyApi.Client;

namespace DiplomacyApi.PowerShell.Engine.Import;

/// <summary>
/// An import of the client's, which goes on where it is cut, for rows that come in batches: each is sent when it is there, and waited for.
/// </summary>
internal sealed class BatchSender<TItem> : IDisposable
{
    private readonly Channel<IReadOnlyList<TItem>> _batches = Channel.CreateUnbounded<IReadOnlyList<TItem>>();
    private readonly CancellationTokenSource _ending = new();
    private readonly IAsyncEnumerator<Diplomacy.V1.ImportAcknowledgement> _acknowledgements;
    private readonly TimeSpan _timeout;
    private Task _sending = Task.CompletedTask;

    public BatchSender(
        Func<IAsyncEnumerable<IReadOnlyList<TItem>>, CancellationToken, IAsyncEnumerable<Diplomacy.V1.ImportAcknowledgement>> import,
        TimeSpan timeout)
    {
        _timeout = timeout;
        _acknowledgements = import(_batches.Reader.ReadAllAsync(_ending.Token), _ending.Token).GetAsyncEnumerator(_ending.Token);
    }

    public Task<Diplomacy.V1.ImportAcknowledgement> SendAsync(IReadOnlyList<TItem> batch, CancellationToken token)
    {
        var sending = AcknowledgedAsync(batch, token);
        _sending = sending;
        return sending;
    }

    public void Dispose()
    {
        // What is on its way ends by this, and then what waits for it.
        _ending.Cancel();
        _ = EndAsync();
    }

    private async Task<Diplomacy.V1.ImportAcknowledgement> AcknowledgedAsync(IReadOnlyList<TItem> batch, CancellationToken token)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        patience.CancelAfter(_timeout);
        using var ended = patience.Token.Register(_ending.Cancel);
        _batches.Writer.TryWrite(batch);
        try
        {
            await _acknowledgements.MoveNextAsync().ConfigureAwait(false);
            return _acknowledgements.Current;
        }
        catch (Exception late)
            when (late is OperationCanceledException or DiplomacyException { Status: Grpc.Core.StatusCode.Cancelled }
                && patience.IsCancellationRequested)
        {
            token.ThrowIfCancellationRequested();
            throw new DiplomacyApiException(
                $"The server did not acknowledge a batch within {_timeout.TotalSeconds:N0} s. Run the import again: what is recorded is skipped.",
                "TimedOut", System.Management.Automation.ErrorCategory.OperationTimeout);
        }
    }

    private async Task EndAsync()
    {
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _acknowledgements.DisposeAsync().ConfigureAwait(false);
        _ending.Dispose();
    }
}
