using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.FaultTests.Fuzzing;

/// <summary>
/// Makes requests that are nearly right: messages of the contract filled from the corpus and from what a log holds, and then changed in a
/// field or two, or damaged byte by byte.
/// </summary>
internal sealed class Mutator(Random random, IReadOnlyList<string> words, IEnumerable<IMessage>? held = null)
{
    private const int DepthMax = 5;
    private const int ItemsMax = 3;
    private const int ChangesMax = 2;

    private readonly List<IMessage> _held = [.. (held ?? []).SelectMany(Parts)];
    private ILookup<string, IMessage>? _heldByType;
    private ILookup<string, string>? _textsByField;

    /// <summary>The bytes of a message of this type, whole or damaged.</summary>
    public byte[] Request(MessageDescriptor type)
    {
        var isFull = random.Next(3) == 0;
        var message = Message(type, depth: 0, isFull);
        if (!isFull) Change(message);
        var bytes = message.ToByteArray();
        return random.Next(6) == 0 ? Damaged(bytes) : bytes;
    }

    /// <summary>A copy with a field or two changed, or none.</summary>
    public T Changed<T>(T message)
        where T : IMessage<T>, IDeepCloneable<T>
    {
        var copy = message.Clone();
        Change(copy);
        return copy;
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

    /// <summary>
    /// One that is full has most fields, and so something wrong; another has few, beside the messages in it that a log holds.
    /// </summary>
    private IMessage Message(MessageDescriptor type, int depth, bool isFull)
    {
        var message = type.Parser.ParseFrom([]);
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            if (field.IsMap || (field.FieldType == FieldType.Message && depth >= DepthMax) || random.Next(100) >= Percent(field, isFull))
                continue;
            Set(message, field, depth, isFull);
        }
        return message;
    }

    /// <summary>How often a field is set.</summary>
    private int Percent(FieldDescriptor field, bool isFull) =>
        isFull ? 66
        : field.FieldType == FieldType.Message ? HeldOf(field.MessageType).Any() ? 80 : 25
        : field.FieldType == FieldType.String && !TextsOf(field).Any() ? 8 : 25;

    private void Set(IMessage message, FieldDescriptor field, int depth, bool isFull)
    {
        if (field.IsRepeated)
        {
            var list = (System.Collections.IList)field.Accessor.GetValue(message);
            list.Clear();
            for (var item = random.Next(ItemsMax); item > 0; item--) list.Add(Value(field, depth, isFull));
        }
        else if (Value(field, depth, isFull) is { } value) field.Accessor.SetValue(message, value);
    }

    private object? Value(FieldDescriptor field, int depth, bool isFull) => field.FieldType switch
    {
        FieldType.String => isFull ? Word() : Text(field),
        FieldType.Bool => random.Next(4) == 0,
        FieldType.Int32 => (int)Number(),
        FieldType.Int64 => Number(),
        FieldType.Enum =>
            Enum.ToObject(field.EnumType.ClrType,
                isFull ? random.Next(-1, field.EnumType.Values.Count + 2) : random.Next(1, field.EnumType.Values.Count)),
        FieldType.Bytes => ByteString.CopyFromUtf8(Word()),
        FieldType.Message =>
            isFull
                ? Message(field.MessageType, depth + 1, isFull)
                : Held(field.MessageType) ?? Message(field.MessageType, depth + 1, isFull),
        _ => null,
    };

    /// <summary>What stands in a field of that name in the log, or somewhere in it; now and then anything.</summary>
    private string Text(FieldDescriptor field)
    {
        var known = TextsOf(field).ToList();
        return known.Count > 0 && random.Next(8) > 0 ? known[random.Next(known.Count)] : Word();
    }

    private IEnumerable<string> TextsOf(FieldDescriptor field) =>
        (_textsByField ??= _held.SelectMany(part => part.Descriptor.Fields.InDeclarationOrder()
        .Where(one => one.FieldType == FieldType.String && !one.IsRepeated && one.Accessor.GetValue(part) is string { Length: > 0 })
        .Select(one => (Field: one.Name, Text: (string)one.Accessor.GetValue(part))))
        .ToLookup(one => one.Field, one => one.Text))[field.Name];

    private IEnumerable<IMessage> HeldOf(MessageDescriptor type) =>
        (_heldByType ??= _held.ToLookup(one => one.Descriptor.FullName))[type.FullName];

    /// <summary>A copy of a message of this type that the log holds.</summary>
    private IMessage? Held(MessageDescriptor type)
    {
        var held = HeldOf(type).ToList();
        return held.Count == 0 ? null : type.Parser.ParseFrom(held[random.Next(held.Count)].ToByteArray());
    }

    /// <summary>Sets or empties a few fields, anywhere in a message.</summary>
    private void Change(IMessage message)
    {
        for (var left = random.Next(ChangesMax + 1); left > 0; left--)
        {
            var parts = Parts(message).Where(part => part.Descriptor.Fields.InDeclarationOrder().Count > 0).ToList();
            if (parts.Count == 0) return;
            var part = parts[random.Next(parts.Count)];
            var fields = part.Descriptor.Fields.InDeclarationOrder();
            var field = fields[random.Next(fields.Count)];
            if (field.IsMap) continue;
            if (random.Next(3) == 0) field.Accessor.Clear(part);
            else Set(part, field, DepthMax - 1, isFull: random.Next(2) == 0);
        }
    }

    /// <summary>A message and all that are in it.</summary>
    private static IEnumerable<IMessage> Parts(IMessage message) =>
        message.Descriptor.Fields.InDeclarationOrder().Where(field => field.FieldType == FieldType.Message && !field.IsMap)
            .SelectMany(field => field.IsRepeated
                ? ((System.Collections.IList)field.Accessor.GetValue(message)).Cast<IMessage>()
                : field.Accessor.GetValue(message) is IMessage one ? [one] : [])
            .SelectMany(Parts).Prepend(message);

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
