using System.Collections;
using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.Domain.Validation;

/// <summary>What only the server fills in a kind of message, and which of its fields hold messages with such fields.</summary>
internal sealed class OutputOnlyFields
{
    private static readonly ConcurrentDictionary<MessageDescriptor, OutputOnlyFields> Known = new();

    private readonly FieldDescriptor[] _cleared;
    private readonly FieldDescriptor[] _holders;

    private OutputOnlyFields(MessageDescriptor message)
    {
        var fields = message.Fields.InFieldNumberOrder().ToLookup(field => FieldRules.For(field).IsOutputOnly);
        _cleared = [.. fields[true]];
        _holders = [.. fields[false].Where(field => field is { FieldType: FieldType.Message, IsMap: false } && Has(field.MessageType, []))];
    }

    /// <summary>Clears them, in the message and in the messages in it.</summary>
    public static void Clear(IMessage message)
    {
        var known = Known.GetOrAdd(message.Descriptor, static descriptor => new OutputOnlyFields(descriptor));
        foreach (var field in known._cleared) field.Accessor.Clear(message);
        foreach (var field in known._holders)
        {
            var value = field.Accessor.GetValue(message);
            if (value is IMessage inner) Clear(inner);
            else if (value is IList list) for (var index = 0; index < list.Count; index++) Clear((IMessage)list[index]!);
        }
    }

    private static bool Has(MessageDescriptor message, HashSet<MessageDescriptor> seen) =>
        seen.Add(message) && message.Fields.InFieldNumberOrder().Any(field =>
            FieldRules.For(field).IsOutputOnly
            || (field is { FieldType: FieldType.Message, IsMap: false } && Has(field.MessageType, seen)));
}
