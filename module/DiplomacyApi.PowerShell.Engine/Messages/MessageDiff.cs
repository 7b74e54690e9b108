using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.PowerShell.Engine.Messages;

/// <summary>What differs between two messages, a line a field: `said: 2022-01-17 → 2022-01-18`.</summary>
internal static class MessageDiff
{
    private const int ShownCharactersMax = 200;

    // Also of a remark that is about nothing, and so has no field to show.
    private const string Nothing = "(none)";

    public static IReadOnlyList<string> Between(IMessage before, IMessage after) => [.. Walk("", before, after)];

    private static IEnumerable<string> Walk(string path, IMessage? before, IMessage? after)
    {
        foreach (var field in (before ?? after)!.Descriptor.Fields.InDeclarationOrder())
        {
            var (was, now) = (Value(field, before), Value(field, after));
            if (Equals(was, now)) continue;
            var name = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            var isWords = field.FieldType == FieldType.Message && field.MessageType.Name is ("LocalizedText" or "PartialDate");
            if (field is { FieldType: FieldType.Message, IsRepeated: false } && !isWords && was is not null && now is not null)
                foreach (var inner in Walk(name, (IMessage)was, (IMessage)now)) yield return inner;
            else if ((Shown(was), Shown(now)) is var (from, to) && (from != Nothing || to != Nothing))
                yield return $"{name}: {from} → {to}";
        }
    }

    private static object? Value(FieldDescriptor field, IMessage? message) =>
        message is null || (field.HasPresence && !field.Accessor.HasValue(message)) ? null : field.Accessor.GetValue(message);

    private static bool IsEmpty(object? value) =>
        value is null or "" or false or 0 || value is System.Collections.ICollection { Count: 0 }
        || (value is Enum choice && Convert.ToInt32(choice, System.Globalization.CultureInfo.InvariantCulture) == 0);

    private static string Shown(object? value)
    {
        var text = value switch
        {
            null => "",
            Diplomacy.V1.LocalizedText words => words.Text,
            Diplomacy.V1.PartialDate date => date.Text,
            IEnumerable<Diplomacy.V1.LocalizedText> several => string.Join(" / ", several.Select(words => words.Text)),
            IEnumerable<string> names => string.Join(", ", names.Select(ResourceNames.IdOf)),
            System.Collections.IEnumerable list and not string => string.Join("; ", list.Cast<object>().Select(Shown)),
            IMessage message =>
                string.Join(" ",
                    message.Descriptor.Fields.InDeclarationOrder().Where(field => !IsEmpty(Value(field, message)))
                        .Select(field => Shown(Value(field, message)))),
            var other => ResourceNames.IdOf(other.ToString()!),
        };
        return text.Length == 0 ? Nothing : text.Length > ShownCharactersMax ? $"{text[..ShownCharactersMax]}…" : text;
    }
}
