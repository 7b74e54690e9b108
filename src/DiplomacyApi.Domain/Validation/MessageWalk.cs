using System.Collections;
using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.Domain.Validation;

/// <summary>Walks a message of the contract field by field, with the rule and the path of each.</summary>
internal static class MessageWalk
{
    private static readonly ConcurrentDictionary<MessageDescriptor, IReadOnlyList<(FieldDescriptor Field, FieldRule Rule)>> Fields = new();

    /// <summary>A field that is reached: set or not, with its value as the accessor gives it, in a message at some path.</summary>
    public readonly record struct Step(IMessage Holder, FieldDescriptor Field, FieldRule Rule, string Within, object? Value)
    {
        /// <summary>Its path, which is put together only where it is shown: of a hundred fields hardly any has a fault.</summary>
        public string Path => Within.Length == 0 ? Field.Name : $"{Within}.{Field.Name}";

        /// <summary>The path of one of its elements; null: its own.</summary>
        public string PathOf(int? index) => index is null ? Path : $"{Path}[{index}]";
    }

    /// <summary>
    /// All fields of the message and of the messages in it, except output-only fields, unset oneofs and the elements of lists that are too
    /// long.
    /// </summary>
    public static IEnumerable<Step> Steps(IMessage message, string path = "")
    {
        foreach (var (field, rule) in FieldsOf(message.Descriptor))
        {
            if (rule.IsOutputOnly) continue;
            if (field.ContainingOneof is not null && !field.Accessor.HasValue(message)) continue;
            var value = field.Accessor.GetValue(message);
            var reached = new Step(message, field, rule, path, value);
            yield return reached;

            if (field.FieldType != FieldType.Message || field.IsMap) continue;
            if (field.IsRepeated)
            {
                var index = 0;
                if (((IList)value).Count > rule.CountMax) continue;
                foreach (var element in (IList)value)
                    foreach (var step in Steps((IMessage)element, reached.PathOf(index++)))
                        yield return step;
            }
            else if (value is IMessage inner && inner.Descriptor.File.Package == "diplomacy.v1")
            {
                foreach (var step in Steps(inner, reached.Path)) yield return step;
            }
        }
    }

    /// <summary>Clears what only the server fills, in the message and in the messages in it.</summary>
    public static void ClearOutputOnly(IMessage message)
    {
        foreach (var (field, rule) in FieldsOf(message.Descriptor))
        {
            if (rule.IsOutputOnly) field.Accessor.Clear(message);
            else if (field.FieldType != FieldType.Message) continue;
            else if (field.IsRepeated) foreach (var element in (IList)field.Accessor.GetValue(message)) ClearOutputOnly((IMessage)element);
            else if (field.Accessor.GetValue(message) is IMessage inner && inner.Descriptor.File.Package == "diplomacy.v1") ClearOutputOnly(inner);
        }
    }

    private static IReadOnlyList<(FieldDescriptor Field, FieldRule Rule)> FieldsOf(MessageDescriptor descriptor) =>
        Fields.GetOrAdd(descriptor, static described => [.. described.Fields.InFieldNumberOrder().Select(field => (field, FieldRules.For(field)))]);
}
