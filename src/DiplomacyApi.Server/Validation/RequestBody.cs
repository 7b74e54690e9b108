using System.Buffers;
using System.Buffers.Binary;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Errors;

namespace DiplomacyApi.Server.Validation;

/// <summary>
/// Waits until the one message of a request has arrived, and refuses what is not a message, before gRPC reads it, which would report an
/// internal error. The first bytes announce how long the message is, so that what is too large is refused before it has come.
/// </summary>
internal static class RequestBody
{
    /// <summary>One byte that says whether it is compressed, and four with its length.</summary>
    private const int PrefixBytes = 5;

    /// <summary>Ends once the message is there; what is taken for its bytes is given back by disposing it.</summary>
    /// <exception cref="RefusedException">It is malformed or too large, takes too long, or there is no room for it.</exception>
    public static async Task<IDisposable?> ReceiveAsync(
        HttpContext context, int bytesMax, TimeSpan timeMax, Func<long, IDisposable?> take, TimeProvider time)
    {
        var reader = context.Request.BodyReader;
        // Most requests are there when their call is, and need no clock.
        CancellationTokenSource? tooLong = null, over = null;
        IDisposable? taken = null;
        long? length = null;
        try
        {
            while (true)
            {
                if (!reader.TryRead(out var read))
                {
                    tooLong ??= new CancellationTokenSource(timeMax, time);
                    over ??= CancellationTokenSource.CreateLinkedTokenSource(tooLong.Token, context.RequestAborted);
                    read = await reader.ReadAsync(over.Token);
                }
                try
                {
                    if (length is null && read.Buffer.Length >= PrefixBytes)
                    {
                        length = Announced(read.Buffer, context, bytesMax, out var isCompressed);
                        taken = take(isCompressed ? length.Value * Limits.DecompressionFactorMax : length.Value);
                    }
                    if (length is not null && read.Buffer.Length > PrefixBytes + length)
                        throw Malformed("It contains more than one message; send one.");
                    if (!read.IsCompleted) continue;
                    // A stream that is being aborted looks for a moment as if its caller had ended it: that is not the caller's fault.
                    context.RequestAborted.ThrowIfCancellationRequested();
                    return length is not null && read.Buffer.Length == PrefixBytes + length
                        ? taken
                        : throw Malformed("It ends before its message is complete; send all of it.");
                }
                finally
                {
                    // Nothing is consumed: what is there is read again by gRPC.
                    reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                }
            }
        }
        catch (Exception problem)
        {
            taken?.Dispose();
            if (problem is OperationCanceledException && tooLong is { IsCancellationRequested: true })
                throw Refusals.Busy($"The request did not arrive completely within {timeMax.TotalSeconds:0} s; send it again.");
            if (problem is BadHttpRequestException) throw Malformed("It is cut off, or arrives too slowly; send it again.");
            throw;
        }
        finally
        {
            over?.Dispose();
            tooLong?.Dispose();
        }
    }

    private static long Announced(ReadOnlySequence<byte> body, HttpContext context, int bytesMax, out bool isCompressed)
    {
        Span<byte> prefix = stackalloc byte[PrefixBytes];
        body.Slice(0, PrefixBytes).CopyTo(prefix);
        isCompressed = prefix[0] switch
        {
            0 => false,
            1 => true,
            var flag => throw Malformed($"Its first byte is {flag}; it must be 0, or 1 if the message is compressed."),
        };
        if (isCompressed && context.Request.Headers["grpc-encoding"].ToString() is "" or "identity")
            throw Malformed("It is compressed, but the header grpc-encoding does not say how; send that header.");
        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        return length <= bytesMax
            ? length
            : throw new RefusedException(ErrorReason.TooLarge,
                $"The request has {NumberText.Of(length)} bytes; send at most {NumberText.Of(bytesMax)}.");
    }

    private static RefusedException Malformed(string message) =>
        new(ErrorReason.InvalidValue, $"The bytes are not a gRPC request. {message}");
}
