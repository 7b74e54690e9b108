using System.Buffers;
using DiplomacyApi.Storage.Reading;
using Google.Protobuf;
using Grpc.Core;

namespace DiplomacyApi.Server.Frozen;

/// <summary>
/// A reply whose repeated field lies ready as it goes out, and need not be parsed to be sent, and all that it holds besides.
/// </summary>
internal sealed class FrozenReply(FrozenItems items, IMessage rest) : IPreparedReply
{
    /// <summary>Its buffer is given back once it is written; what is never written is left to the garbage collector.</summary>
    public static readonly Marshaller<FrozenReply> Marshaller = IPreparedReply.MarshallerOf<FrozenReply>();

    public int Length { get; } = items.Bytes.Length + rest.CalculateSize();

    public void Write(SerializationContext context)
    {
        // With its length known, the framework writes straight into what is sent.
        context.SetPayloadLength(Length);
        var writer = context.GetBufferWriter();
        writer.Write(items.Bytes);
        rest.WriteTo(writer);
        context.Complete();
        items.Dispose();
    }
}
