using System.Collections;
using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.Domain.Validation;

/// <summary>
/// A field of the contract that has something to check: a text, a value of an enum, a message, or a list. It is read through a delegate
/// of its property's own type: a read through the descriptor makes an object of each value of an enum.
/// </summary>
internal sealed class WalkedField
{
    private static readonly MethodInfo OpenGetter =
        typeof(WalkedField).GetMethod(nameof(GetterOf), BindingFlags.NonPublic | BindingFlags.Static)!;

    private WalkedField(FieldDescriptor field)
    {
        (Field, Rule) = (field, FieldRules.For(field));
        IsOfContract = field.FieldType == FieldType.Message && field.MessageType.File.Package == "diplomacy.v1";
        if (field.IsRepeated) ListOf = Getter<IList>(field);
        else if (field.FieldType == FieldType.String) TextOf = Getter<string>(field);
        else if (field.FieldType == FieldType.Enum) NumberOf = Getter<int>(field);
        else MessageOf = Getter<IMessage?>(field);
    }

    public FieldDescriptor Field { get; }

    public FieldRule Rule { get; }

    /// <summary>Whether it holds messages of this contract, whose fields have rules as well.</summary>
    public bool IsOfContract { get; }

    /// <summary>One of these four reads it, by what it is.</summary>
    public Func<IMessage, IList>? ListOf { get; }

    public Func<IMessage, string>? TextOf { get; }

    public Func<IMessage, int>? NumberOf { get; }

    public Func<IMessage, IMessage?>? MessageOf { get; }

    /// <summary>Those of a kind of message, in the order of their numbers, without what only the server fills.</summary>
    public static WalkedField[] Of(MessageDescriptor message) =>
        [.. message.Fields.InFieldNumberOrder().Where(IsWalked).Select(field => new WalkedField(field))
            .Where(walked => !walked.Rule.IsOutputOnly)];

    /// <summary>Whether it is set, where it is one of several of which only one can be, or may be left out.</summary>
    public bool IsSetIn(IMessage message) => Field.ContainingOneof is null || Field.Accessor.HasValue(message);

    private static bool IsWalked(FieldDescriptor field) =>
        !field.IsMap && (field.IsRepeated || field.FieldType is FieldType.String or FieldType.Enum or FieldType.Message);

    private static Func<IMessage, TValue> Getter<TValue>(FieldDescriptor field)
    {
        var type = field.ContainingType.ClrType;
        var getter = type.GetProperty(field.PropertyName)!.GetMethod!;
        return (Func<IMessage, TValue>)OpenGetter.MakeGenericMethod(type, typeof(TValue)).Invoke(null, [getter])!;
    }

    /// <summary>The runtime lets a getter of an enum stand for one of its numbers.</summary>
    private static Func<IMessage, TValue> GetterOf<TMessage, TValue>(MethodInfo getter)
        where TMessage : IMessage
    {
        var get = getter.CreateDelegate<Func<TMessage, TValue>>();
        return message => get((TMessage)message);
    }
}
