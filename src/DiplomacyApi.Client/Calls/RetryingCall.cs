using Grpc.Core;

namespace DiplomacyApi.Client;

/// <summary>
/// One unary call over as many tries as its deadline has room for: a server that is too busy says when to try again, and is asked again
/// then. What else fails is thrown at once.
/// </summary>
internal sealed class RetryingCall<TResponse>(
    Func<AsyncUnaryCall<TResponse>> begin, Func<RpcException, Exception> failureOf, BusyRetry retry) : IDisposable
{
    private readonly CancellationTokenSource _disposed = new();
    private volatile AsyncUnaryCall<TResponse> _current = begin();

    public AsyncUnaryCall<TResponse> Start()
    {
        var answer = AnswerAsync();
        return new AsyncUnaryCall<TResponse>(answer, HeadersAsync(answer), () => _current.GetStatus(), () => _current.GetTrailers(),
            Dispose);
    }

    public void Dispose()
    {
        _disposed.Cancel();
        _current.Dispose();
    }

    private async Task<TResponse> AnswerAsync()
    {
        while (true)
        {
            try
            {
                return await _current.ResponseAsync.ConfigureAwait(false);
            }
            catch (RpcException failed)
            {
                var failure = failureOf(failed);
                if (!await retry.WaitAsync(failure, _disposed.Token).ConfigureAwait(false)) throw failure;
            }
            _current.Dispose();
            _current = begin();
        }
    }

    /// <summary>The headers of the try that was answered.</summary>
    private async Task<Metadata> HeadersAsync(Task<TResponse> answer)
    {
        await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            return await _current.ResponseHeadersAsync.ConfigureAwait(false);
        }
        catch (RpcException)
        {
            // The answer says what failed; who asks for the headers alone gets none.
            return [];
        }
    }
}
