using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.FaultTests.Fuzzing;

/// <summary>Makes requests that are nearly right: messages of the contract filled from the corpus, and then damaged.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<string> words)
{
    private const int DepthMax = 5;
    private const int ItemsMax = 3;

    /// <summary>The bytes of a message of this type, whole or damaged.</summary>
    public byte[] Request(MessageDescriptor type)
    {
        var bytes = Message(type, depth: 0).ToByteArray();
        return random.Next(3) == 0 ? Damaged(bytes) : bytes;
    }

    /// <summary>A text of the corpus, whole, damaged, or two joined.</summary>
    public string Word()
    {
        var word = words[random.Next(words.Count)];
        return random.Next(8) switch
        {
            0 => word + words[random.Next(words.Count)],
            1 => Encoding.UTF8.GetString(Damaged(Encoding.UTF8.GetBytes(word))),
            2 => string.Concat(Enumerable.Repeat(word, random.Next(1, 50))),
            _ => word,
        };
    }

    /// <summary>Bits flipped, a part cut out, doubled or put in, or the end cut off.</summary>
    public byte[] Damaged(byte[] bytes)
    {
        if (bytes.Length == 0) return [(byte)random.Next(256), (byte)random.Next(256)];
        var (at, to) = (random.Next(bytes.Length), random.Next(bytes.Length + 1));
        if (to < at) (at, to) = (to, at);
        switch (random.Next(5))
        {
            case 0:
                var flipped = bytes.ToArray();
                flipped[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return flipped;
            case 1: return bytes[..at];
            case 2: return [.. bytes[..at], .. bytes[to..]];
            case 3: return [.. bytes[..to], .. bytes[at..]];
            default:
                var put = new byte[random.Next(1, 16)];
                random.NextBytes(put);
                return [.. bytes[..at], .. put, .. bytes[at..]];
        }
    }

    private IMessage Message(MessageDescriptor type, int depth)
    {
        var message = type.Parser.ParseFrom([]);
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            if (random.Next(3) == 0 || (field.FieldType == FieldType.Message && depth >= DepthMax)) continue;
            if (field.IsMap) continue;
            if (field.IsRepeated)
            {
                var list = (System.Collections.IList)field.Accessor.GetValue(message);
                for (var item = random.Next(ItemsMax); item > 0; item--) list.Add(Value(field, depth));
            }
            else if (Value(field, depth) is { } value) field.Accessor.SetValue(message, value);
        }
        return message;
    }

    private object? Value(FieldDescriptor field, int depth) => field.FieldType switch
    {
        FieldType.String => Word(),
        FieldType.Bool => random.Next(4) == 0,
        FieldType.Int32 => (int)Number(),
        FieldType.Int64 => Number(),
        FieldType.Enum => Enum.ToObject(field.EnumType.ClrType, random.Next(-1, field.EnumType.Values.Count + 2)),
        FieldType.Bytes => ByteString.CopyFromUtf8(Word()),
        FieldType.Message => Message(field.MessageType, depth + 1),
        _ => null,
    };

    private long Number() => random.Next(6) switch
    {
        0 => 0,
        1 => -1,
        2 => long.MaxValue,
        3 => long.MinValue,
        4 => random.Next(),
        _ => random.Next(30),
    };
}
