namespace DiplomacyApi.Client;

/// <summary>Waits until a busy server asks to be called again, for no longer than the deadline of the call.</summary>
internal sealed class BusyRetry(TimeProvider time, DateTime deadline, CancellationToken caller)
{
    /// <summary>
    /// What is left of the deadline for the answer to the next try. With less, the deadline would end it, and hide why the server refused.
    /// </summary>
    private static readonly TimeSpan AnswerTimeMin = TimeSpan.FromMilliseconds(500);

    private readonly Backoff _backoff = new(time);

    /// <summary>
    /// Whether to try again now. False at once where the failure is not one to wait for, or too little of the deadline would be left after
    /// the wait.
    /// </summary>
    public async Task<bool> WaitAsync(Exception failure, CancellationToken disposed)
    {
        if (failure is not DiplomacyException { IsBusy: true } busy) return false;
        var wait = _backoff.Next(busy.RetryAfter);
        // gRPC holds deadlines to the system's clock.
        if (TimeProvider.System.GetUtcNow().UtcDateTime + wait + AnswerTimeMin >= deadline) return false;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(caller, disposed);
        await _backoff.WaitAsync(wait, ended.Token).ConfigureAwait(false);
        return true;
    }
}
