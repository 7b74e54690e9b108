using Google.Protobuf;
using Grpc.Core;

namespace DiplomacyApi.Server.Frozen;

/// <summary>A reply, or a message of a stream, that lies ready as it goes out but for some fields.</summary>
internal interface IPreparedReply
{
    /// <summary>How many bytes it has.</summary>
    int Length { get; }

    /// <summary>Writes it, once.</summary>
    void Write(SerializationContext context);

    /// <summary>How many bytes a reply has, prepared or not.</summary>
    static int SizeOf(object reply) => reply is IPreparedReply prepared ? prepared.Length : ((IMessage)reply).CalculateSize();

    /// <summary>Writes replies of a kind.</summary>
    static Marshaller<T> MarshallerOf<T>()
        where T : class, IPreparedReply =>
        Marshallers.Create<T>((reply, context) => reply.Write(context), _ =>
            throw new NotSupportedException("Replies are only written here."));
}
