using System.Collections;
using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.Domain.Validation;

/// <summary>Walks a message of the contract field by field, with the rule and the path of each.</summary>
internal static class MessageWalk
{
    private static readonly ConcurrentDictionary<MessageDescriptor, IReadOnlyList<(FieldDescriptor Field, FieldRule Rule)>> Fields = new();

    /// <summary>A field that is reached: set or not, with its value as the accessor gives it.</summary>
    public readonly record struct Step(Position Within, FieldDescriptor Field, FieldRule Rule, object? Value)
    {
        /// <summary>The message that has the field.</summary>
        public IMessage Holder => Within.Message;

        /// <summary>Its path, which is put together only where it is shown: of a hundred fields hardly any has a fault.</summary>
        public string Path => Within.Path.Length == 0 ? Field.Name : $"{Within.Path}.{Field.Name}";

        /// <summary>The path of one of its elements; null: its own.</summary>
        public string PathOf(int? index) => index is null ? Path : $"{Path}[{index}]";
    }

    /// <summary>
    /// All fields of the message and of the messages in it, except output-only fields, unset oneofs and the elements of lists that are too
    /// long. One iterator with a stack: with an iterator for each message, a field would pass through as many of them as it lies deep.
    /// </summary>
    public static IEnumerable<Step> Steps(IMessage message, string path = "")
    {
        var open = new Stack<Position>([new Position(message, path)]);
        while (open.TryPeek(out var position))
        {
            if (position.NextMessage() is { } inner) open.Push(inner);
            else if (position.MoveNext()) yield return position.Current;
            else open.Pop();
        }
    }

    /// <summary>A message that is being walked through, and how far.</summary>
    public sealed class Position
    {
        private readonly IReadOnlyList<(FieldDescriptor Field, FieldRule Rule)> _fields;
        private readonly Step _holder;
        private readonly int? _index;
        private string? _path;
        private int _fieldsPassed;
        private IMessage? _inner;
        private IList? _elements;
        private int _elementsPassed;

        public Position(IMessage message, string path) : this(message, holder: default, index: null) => _path = path;

        private Position(IMessage message, Step holder, int? index) =>
            (Message, _holder, _index, _fields) = (message, holder, index, FieldsOf(message.Descriptor));

        public IMessage Message { get; }

        /// <summary>The path of the field that has it; empty: none.</summary>
        public string Path => _path ??= _holder.PathOf(_index);

        public Step Current { get; private set; }

        /// <summary>Goes to the next field.</summary>
        public bool MoveNext()
        {
            while (_fieldsPassed < _fields.Count)
            {
                var (field, rule) = _fields[_fieldsPassed++];
                if (rule.IsOutputOnly || (field.ContainingOneof is not null && !field.Accessor.HasValue(Message))) continue;
                Current = new Step(this, field, rule, field.Accessor.GetValue(Message));
                (_inner, _elements, _elementsPassed) = (null, null, 0);
                if (field.FieldType != FieldType.Message || field.IsMap) return true;
                if (field.IsRepeated) _elements = Current.Value is IList list && list.Count <= rule.CountMax ? list : null;
                else if (Current.Value is IMessage inner && inner.Descriptor.File.Package == "diplomacy.v1") _inner = inner;
                return true;
            }
            return false;
        }

        /// <summary>The next message in the current field; null where there is none left.</summary>
        public Position? NextMessage()
        {
            if (_inner is { } inner)
            {
                _inner = null;
                return new Position(inner, Current, index: null);
            }
            if (_elements is null || _elementsPassed == _elements.Count) return null;
            var index = _elementsPassed++;
            return new Position((IMessage)_elements[index]!, Current, index);
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
            else if (field.Accessor.GetValue(message) is IMessage inner && inner.Descriptor.File.Package == "diplomacy.v1")
                ClearOutputOnly(inner);
        }
    }

    private static IReadOnlyList<(FieldDescriptor Field, FieldRule Rule)> FieldsOf(MessageDescriptor descriptor) =>
        Fields.GetOrAdd(descriptor, static described =>
            [.. described.Fields.InFieldNumberOrder().Select(field => (field, FieldRules.For(field)))]);
}
