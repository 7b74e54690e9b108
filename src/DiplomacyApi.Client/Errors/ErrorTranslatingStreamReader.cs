using Grpc.Core;

namespace DiplomacyApi.Client;

/// <summary>A stream of responses that fails with <see cref="DiplomacyException"/>.</summary>
internal sealed class ErrorTranslatingStreamReader<T>(IAsyncStreamReader<T> reader, ErrorTranslator errors, CancellationToken caller)
    : IAsyncStreamReader<T>
{
    public T Current => reader.Current;

    public Task<bool> MoveNext(CancellationToken cancellationToken) =>
        errors.TranslateAsync(reader.MoveNext(cancellationToken), cancellationToken.IsCancellationRequested ? cancellationToken : caller);
}
