using System.Buffers;
using DiplomacyApi.Storage.Reading;
using Google.Protobuf;
using Grpc.Core;

namespace DiplomacyApi.Server.Frozen;

/// <summary>A reply whose repeated field lies ready as it goes out, and need not be parsed to be sent, and all that it holds besides.</summary>
internal sealed class FrozenReply(FrozenItems items, IMessage rest)
{
    /// <summary>Its buffer is given back once it is written; what is never written is left to the garbage collector.</summary>
    public static readonly Marshaller<FrozenReply> Marshaller = Marshallers.Create<FrozenReply>(
        (reply, context) => reply.Write(context), _ => throw new NotSupportedException("Replies are only written here."));

    private readonly int _length = items.Bytes.Length + rest.CalculateSize();

    /// <summary>How many bytes it has.</summary>
    public static int SizeOf(object reply) => reply is FrozenReply frozen ? frozen._length : ((IMessage)reply).CalculateSize();

    private void Write(SerializationContext context)
    {
        // With its length known, the framework writes straight into what is sent.
        context.SetPayloadLength(_length);
        var writer = context.GetBufferWriter();
        writer.Write(items.Bytes);
        rest.WriteTo(writer);
        context.Complete();
        items.Dispose();
    }
}
