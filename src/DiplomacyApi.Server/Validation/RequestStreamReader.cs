using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using Grpc.Core;

namespace DiplomacyApi.Server.Validation;

/// <summary>
/// Reads the messages of a stream, and refuses bytes that are not valid messages with a reason; the framework would report an internal
/// error.
/// </summary>
internal sealed class RequestStreamReader<T>(IAsyncStreamReader<T> inner) : IAsyncStreamReader<T>
{
    public T Current => inner.Current;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        try
        {
            return await inner.MoveNext(cancellationToken);
        }
        // The framework has no class of its own for a length that no array has.
        catch (Exception tooLarge)
            when (tooLarge is RpcException { StatusCode: StatusCode.ResourceExhausted } || tooLarge.GetType() == typeof(IOException))
        {
            throw new RefusedException(ErrorReason.TooLarge,
                $"A message of the stream has more than {NumberText.Of(Limits.RequestBytesMax)} bytes; send several smaller ones.");
        }
        catch (Exception malformed) when (malformed is InvalidDataException or RpcException { StatusCode: StatusCode.Internal })
        {
            throw new RefusedException(ErrorReason.InvalidValue,
                "The bytes are not messages of a gRPC stream: a flag or compressed bytes are wrong, or it ends before its message does.");
        }
    }
}
