using Grpc.Core;

namespace DiplomacyApi.Client;

/// <summary>Tells a failed call in one way: as cancelled where its caller cancelled it, and else with its reason.</summary>
internal sealed class Failure(DiplomacyClientOptions options, Uri? proxy)
{
    /// <summary>What to throw for a call that failed; for a write, with the request id that it was sent with.</summary>
    public Exception Of(RpcException failure, CancellationToken caller, string? requestId = null) => failure.StatusCode == StatusCode.Cancelled && caller.IsCancellationRequested
        ? new OperationCanceledException("The call was cancelled.", failure, caller)
        : DiplomacyException.From(failure, NoConnection.Reason(failure.Status.DebugException, options, proxy), requestId);

    public async Task<T> Told<T>(Task<T> call, CancellationToken caller)
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (RpcException failure)
        {
            throw Of(failure, caller);
        }
    }

    public async Task Told(Task call, CancellationToken caller)
    {
        try
        {
            await call.ConfigureAwait(false);
        }
        catch (RpcException failure)
        {
            throw Of(failure, caller);
        }
        catch (IOException cut)
        {
            // What is sent into a connection that was cut fails so, without a status.
            throw DiplomacyException.From(new RpcException(new Status(StatusCode.Unavailable, cut.Message, cut)));
        }
    }
}
