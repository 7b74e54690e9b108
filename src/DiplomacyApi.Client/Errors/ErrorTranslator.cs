using Grpc.Core;

namespace DiplomacyApi.Client;

/// <summary>
/// Turns the failure of a call into what its caller gets: an <see cref="OperationCanceledException"/> if the caller cancelled it, else a
/// <see cref="DiplomacyException"/>.
/// </summary>
internal sealed class ErrorTranslator(DiplomacyClientOptions options, Uri? proxy)
{
    /// <summary>What to throw for a call that failed; for a write, with the request id that it was sent with.</summary>
    public Exception Translate(
        RpcException failure, CancellationToken caller, string? requestId = null) => failure.StatusCode == StatusCode.Cancelled
            && caller.IsCancellationRequested
        ? new OperationCanceledException("The call was cancelled.", failure, caller)
        : DiplomacyException.From(failure, ConnectionFailure.Reason(failure.Status.DebugException, options, proxy), requestId);

    /// <summary>Awaits a call of a stream, and translates its failure.</summary>
    public async Task<T> TranslateAsync<T>(Task<T> call, CancellationToken caller)
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (RpcException failure)
        {
            throw Translate(failure, caller);
        }
    }

    /// <summary>Awaits a call of a stream, and translates its failure.</summary>
    public async Task TranslateAsync(Task call, CancellationToken caller)
    {
        try
        {
            await call.ConfigureAwait(false);
        }
        catch (RpcException failure)
        {
            throw Translate(failure, caller);
        }
        catch (IOException cut)
        {
            // What is sent into a connection that was cut fails so, without a status.
            throw DiplomacyException.From(new RpcException(new Status(StatusCode.Unavailable, cut.Message, cut)));
        }
    }
}
