using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace DiplomacyApi.PowerShell.Engine.Calls;

/// <summary>
/// Takes out of every answer what would act on a terminal. Servers of this project refuse such texts; another server, or a journal that
/// was brought from elsewhere, may hold them.
/// </summary>
internal sealed class SanitizingInterceptor : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(request, context);
        return new AsyncUnaryCall<TResponse>(CleanAsync(call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers,
            call.Dispose);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(request, context);
        return new AsyncServerStreamingCall<TResponse>(new SanitizingReader<TResponse>(call.ResponseStream), call.ResponseHeadersAsync,
            call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(context);
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(
            call.RequestStream, new SanitizingReader<TResponse>(call.ResponseStream), call.ResponseHeadersAsync, call.GetStatus,
            call.GetTrailers, call.Dispose);
    }

    /// <summary>Cleans every text of a message, at whatever depth.</summary>
    internal static T Clean<T>(T answer)
    {
        if (answer is IMessage message) CleanTexts(message);
        return answer;
    }

    private static async Task<T> CleanAsync<T>(Task<T> answer) => Clean(await answer.ConfigureAwait(false));

    private static void CleanTexts(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            if (field.FieldType is not (FieldType.String or FieldType.Message)) continue;
            switch (field.Accessor.GetValue(message))
            {
                case string text:
                    if (PlainText.Acts(text)) field.Accessor.SetValue(message, PlainText.Clean(text));
                    break;
                case IMessage inner:
                    CleanTexts(inner);
                    break;
                case System.Collections.IDictionary map:
                    CleanTexts(map);
                    break;
                case System.Collections.IList list:
                    CleanTexts(list);
                    break;
            }
        }
    }

    private static void CleanTexts(System.Collections.IList list)
    {
        for (var place = 0; place < list.Count; place++)
        {
            if (list[place] is IMessage inner) CleanTexts(inner);
            else if (list[place] is string text && PlainText.Acts(text)) list[place] = PlainText.Clean(text);
        }
    }

    private static void CleanTexts(System.Collections.IDictionary map)
    {
        foreach (var key in map.Keys.Cast<object>().ToList())
        {
            var value = map[key];
            if (value is IMessage inner) CleanTexts(inner);
            map.Remove(key);
            map[key is string name ? PlainText.Clean(name) : key] = value is string text ? PlainText.Clean(text) : value;
        }
    }

    private sealed class SanitizingReader<T>(IAsyncStreamReader<T> reader) : IAsyncStreamReader<T>
    {
        public T Current { get; private set; } = default!;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            if (!await reader.MoveNext(cancellationToken).ConfigureAwait(false)) return false;
            Current = Clean(reader.Current);
            return true;
        }
    }
}
