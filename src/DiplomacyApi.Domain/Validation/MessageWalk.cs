using System.Collections;
using System.Collections.Concurrent;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.Domain.Validation;

/// <summary>
/// Walks through the fields of a message of the contract and of the messages in it, with the rule and the path of each; not through
/// output-only fields, unset oneofs and the elements of lists that are too long. Each request is walked through, a statement several times
/// on its way, so that a walk allocates nothing: each thread keeps one, and a path is put together only where it is shown.
/// </summary>
internal sealed class MessageWalk : IDisposable
{
    private const int UsualDepth = 8;
    private static readonly ConcurrentDictionary<MessageDescriptor, WalkedField[]> Fields = new();

    [ThreadStatic]
    private static MessageWalk? _idle;

    private string _root = "";
    private Place[] _open = new Place[UsualDepth];
    private int _depth = -1;

    private MessageWalk() { }

    /// <summary>A walk that is before the first field, to be disposed on the same thread.</summary>
    /// <param name="message">What is walked through.</param>
    /// <param name="root">The path of the field that has it; empty: none.</param>
    public static MessageWalk Through(IMessage message, string root = "")
    {
        var walk = _idle ?? new MessageWalk();
        _idle = null;
        walk._root = root;
        walk.Open(message, index: null);
        return walk;
    }

    /// <summary>The message that has the field.</summary>
    public IMessage Holder => _open[_depth].Message;

    public FieldDescriptor Field => Walked.Field;

    public FieldRule Rule => Walked.Rule;

    /// <summary>What a text field holds; null for every other field, and for a list of texts.</summary>
    public string? Text { get; private set; }

    /// <summary>What a field of a message type holds; null where it is not set, for every other field, and for a list.</summary>
    public IMessage? Message { get; private set; }

    /// <summary>The number of an enum's value; 0 where it is not set, for every other field, and for a list.</summary>
    public int Number { get; private set; }

    /// <summary>The elements of a repeated field; null for every other field.</summary>
    public IList? List { get; private set; }

    /// <summary>The path of the field, such as `statement.said.text`.</summary>
    public string Path => PathOf(index: null);

    private WalkedField Walked => _open[_depth].Field;

    /// <summary>The path of one of its elements, such as `requests[3]`; null: its own.</summary>
    public string PathOf(int? index)
    {
        var path = new StringBuilder(_root);
        for (var depth = 0; depth <= _depth; depth++)
        {
            if (_open[depth].Index is { } element) path.Append('[').Append(element).Append(']');
            if (path.Length > 0) path.Append('.');
            path.Append(_open[depth].Field.Field.Name);
        }
        return index is null ? path.ToString() : path.Append('[').Append(index.Value).Append(']').ToString();
    }

    /// <summary>Ends it, wherever it is.</summary>
    public void Dispose()
    {
        (Text, Message, List, _depth) = (null, null, null, -1);
        Array.Clear(_open);
        _idle = this;
    }

    /// <summary>Goes to the next field, set or not. False: there is none left.</summary>
    public bool MoveNext()
    {
        while (_depth >= 0)
        {
            ref var place = ref _open[_depth];
            if (place.Inner is { } inner)
            {
                place.Inner = null;
                Open(inner, index: null);
            }
            else if (place.Elements is { } elements && place.ElementsPassed < elements.Count)
            {
                var index = place.ElementsPassed++;
                Open((IMessage)elements[index]!, index);
            }
            else if (place.FieldsPassed < place.Fields.Length)
            {
                if (TryRead(ref place, place.Fields[place.FieldsPassed++])) return true;
            }
            else
            {
                _depth--;
            }
        }
        return false;
    }

    private bool TryRead(ref Place place, WalkedField field)
    {
        if (!field.IsSetIn(place.Message)) return false;
        List = field.ListOf?.Invoke(place.Message);
        Text = field.TextOf?.Invoke(place.Message);
        Number = field.NumberOf?.Invoke(place.Message) ?? 0;
        Message = field.MessageOf?.Invoke(place.Message);
        place.Inner = field.IsOfContract ? Message : null;
        (place.Elements, place.ElementsPassed) = (field.IsOfContract && List?.Count <= field.Rule.CountMax ? List : null, 0);
        return true;
    }

    private void Open(IMessage message, int? index)
    {
        if (++_depth == _open.Length) Array.Resize(ref _open, _open.Length * 2);
        _open[_depth] = new Place { Message = message, Index = index, Fields = Fields.GetOrAdd(message.Descriptor, WalkedField.Of) };
    }

    /// <summary>A message that is being walked through, and how far.</summary>
    private struct Place
    {
        public IMessage Message;
        public int? Index;
        public WalkedField[] Fields;
        public int FieldsPassed;
        public IMessage? Inner;
        public IList? Elements;
        public int ElementsPassed;

        public readonly WalkedField Field => Fields[FieldsPassed - 1];
    }
}
