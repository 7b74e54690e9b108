using Grpc.Core;

namespace DiplomacyApi.Client;

/// <summary>A stream of requests that fails with <see cref="DiplomacyException"/>.</summary>
internal sealed class ErrorTranslatingStreamWriter<T>(IClientStreamWriter<T> writer, ErrorTranslator errors, CancellationToken caller)
    : IClientStreamWriter<T>
{
    public WriteOptions? WriteOptions
    {
        get => writer.WriteOptions;
        set => writer.WriteOptions = value;
    }

    public Task WriteAsync(T message) => errors.TranslateAsync(writer.WriteAsync(message), caller);

    public Task WriteAsync(T message, CancellationToken cancellationToken) =>
        errors.TranslateAsync(writer.WriteAsync(message, cancellationToken), caller);

    public Task CompleteAsync() => errors.TranslateAsync(writer.CompleteAsync(), caller);
}
