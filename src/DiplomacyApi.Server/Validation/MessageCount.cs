using System.Buffers;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.Server.Validation;

/// <summary>
/// Counts the messages in a request before it is parsed: an empty one takes two bytes to send, and fifty times as many in memory.
/// </summary>
internal static class MessageCount
{
    private const int BytesMin = 2;
    private const int DepthMax = 100;
    private const int Varint = 0, Fixed64 = 1, LengthDelimited = 2, Fixed32 = 5;

    /// <summary>Whether there are more than so many. What is malformed is left to the parser.</summary>
    public static bool Exceeds(int max, MessageDescriptor descriptor, ReadOnlySequence<byte> bytes)
    {
        if (bytes.Length / BytesMin <= max) return false;
        var left = max;
        return !Counts(descriptor, bytes, ref left, DepthMax);
    }

    private static bool Counts(MessageDescriptor descriptor, ReadOnlySequence<byte> bytes, ref int left, int depth)
    {
        if (depth == 0) return true;
        var reader = new SequenceReader<byte>(bytes);
        while (TryReadVarint(ref reader, out var tag))
        {
            switch ((int)(tag & 7))
            {
                case Varint:
                    if (!TryReadVarint(ref reader, out _)) return true;
                    break;
                case Fixed64:
                    if (!TryAdvance(ref reader, 8)) return true;
                    break;
                case Fixed32:
                    if (!TryAdvance(ref reader, 4)) return true;
                    break;
                case LengthDelimited:
                    if (!TryReadVarint(ref reader, out var length) || length > (ulong)reader.Remaining) return true;
                    if (descriptor.FindFieldByNumber((int)(tag >> 3)) is { FieldType: FieldType.Message, IsMap: false } field)
                    {
                        if (--left < 0 || !Counts(field.MessageType, reader.UnreadSequence.Slice(0, (long)length), ref left, depth - 1))
                            return false;
                    }
                    reader.Advance((long)length);
                    break;
                default:
                    return true;
            }
        }
        return true;
    }

    private static bool TryAdvance(ref SequenceReader<byte> reader, long bytes)
    {
        if (reader.Remaining < bytes) return false;
        reader.Advance(bytes);
        return true;
    }

    private static bool TryReadVarint(ref SequenceReader<byte> reader, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && reader.TryRead(out var next); shift += 7)
        {
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return true;
        }
        return false;
    }
}
