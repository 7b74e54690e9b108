using System.Buffers;
using Google.Protobuf;
using Grpc.Core;

namespace DiplomacyApi.Server.Frozen;

/// <summary>A message of a stream whose repeated field is made of frames that many streams share, and all that it holds besides.</summary>
internal sealed class FramedMessage(IReadOnlyList<ReadOnlyMemory<byte>> frames, IMessage rest) : IPreparedReply
{
    public static readonly Marshaller<FramedMessage> Marshaller = IPreparedReply.MarshallerOf<FramedMessage>();

    public int Length { get; } = frames.Sum(frame => frame.Length) + rest.CalculateSize();

    public void Write(SerializationContext context)
    {
        context.SetPayloadLength(Length);
        var writer = context.GetBufferWriter();
        foreach (var frame in frames) writer.Write(frame.Span);
        rest.WriteTo(writer);
        context.Complete();
    }
}
