using System.Diagnostics;
using DiplomacyApi.Client;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace DiplomacyApi.PowerShell.Engine.Calls;

/// <summary>Reports each call when it ends, with how long it took; of a stream, how long until its first message.</summary>
internal sealed class CallTimingInterceptor(Action<string> report) : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var started = Stopwatch.GetTimestamp();
        var call = continuation(request, context);
        return new AsyncUnaryCall<TResponse>(ReportedAsync(call.ResponseAsync, context.Method.Name, started), call.ResponseHeadersAsync,
            call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var started = Stopwatch.GetTimestamp();
        var call = continuation(request, context);
        var reader = new FirstReader<TResponse>(call.ResponseStream, this, context.Method.Name, started);
        return new AsyncServerStreamingCall<TResponse>(reader, call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    private async Task<T> ReportedAsync<T>(Task<T> call, string method, long started, string until = "")
    {
        try
        {
            var answer = await call.ConfigureAwait(false);
            Report(method, $"{until}{Elapsed(started)}");
            return answer;
        }
        catch (DiplomacyException failure)
        {
            Report(method,
                $"failed after {Elapsed(started)} ({(failure.Reason == Diplomacy.V1.ErrorReason.Unspecified ? failure.Status.ToString() : failure.Reason.ToString())})");
            throw;
        }
    }

    private static string Elapsed(long started) => $"{Stopwatch.GetElapsedTime(started).TotalMilliseconds:N0} ms";

    private void Report(string method, string text) => report($"{method}: {text}");

    private sealed class FirstReader<T>(IAsyncStreamReader<T> reader, CallTimingInterceptor times, string method, long started)
        : IAsyncStreamReader<T>
    {
        private bool _hasBegun;

        public T Current => reader.Current;

        public Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            if (_hasBegun) return reader.MoveNext(cancellationToken);
            _hasBegun = true;
            return times.ReportedAsync(reader.MoveNext(cancellationToken), method, started, "first message after ");
        }
    }
}
