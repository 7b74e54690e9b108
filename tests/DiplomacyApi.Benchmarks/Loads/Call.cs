using System.Buffers.Binary;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.Benchmarks.Loads;

/// <summary>One call as it goes over the wire, and what its reply must be.</summary>
/// <param name="Path">The method.</param>
/// <param name="Request">The serialised request.</param>
/// <param name="Check">Throws where the reply is not what is to be measured.</param>
internal sealed record Call(string Path, byte[] Request, Action<byte[]> Check)
{
    /// <summary>A call of the contract, whose reply is read by the generated message.</summary>
    public static Call Of<TReply>(
        ServiceDescriptor service, string method, IMessage request, MessageParser<TReply> parser, Func<TReply, bool> isExpected)
        where TReply : IMessage<TReply> => new($"/{service.FullName}/{method}", request.ToByteArray(), bytes =>
        {
            if (!isExpected(parser.ParseFrom(bytes)))
                throw new Running.RunException($"{method} gave another answer than the one to be measured ({bytes.Length} bytes).");
        });

    /// <summary>The message as gRPC frames it: not compressed, and its length.</summary>
    public byte[] Framed()
    {
        var framed = new byte[5 + Request.Length];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), Request.Length);
        Request.CopyTo(framed, 5);
        return framed;
    }
}
