using System.Collections.Concurrent;
using Diplomacy.V1;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.PowerShell.Engine.Messages;

/// <summary>Recorded messages as a client would send them: what only the server fills is left out.</summary>
internal static class OutputOnlyFields
{
    private static readonly ConcurrentDictionary<MessageDescriptor, FieldDescriptor[]> Filled = new();

    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(false));

    /// <summary>A line of JSON: the request that the item holds, as seeds and imports have it.</summary>
    public static string Json(StatementItem item)
    {
        IMessage request = item.ItemCase switch
        {
            StatementItem.ItemOneofCase.Actor => item.Actor,
            StatementItem.ItemOneofCase.Negotiation => item.Negotiation,
            StatementItem.ItemOneofCase.Statement => item.Statement,
            StatementItem.ItemOneofCase.Correction => item.Correction,
            _ => item.Report,
        };
        Clear(request);
        return Formatter.Format(request);
    }

    /// <summary>Clears them, at whatever depth.</summary>
    public static void Clear(IMessage message)
    {
        var filled = Filled.GetOrAdd(message.Descriptor, static described => [.. described.Fields.InDeclarationOrder().Where(IsFilled)]);
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (filled.Contains(field)) field.Accessor.Clear(message);
            else if (field is { IsMap: false, FieldType: FieldType.Message })
                foreach (var inner in Inner(field.Accessor.GetValue(message))) Clear(inner);
        }
    }

    // The contract annotates what only the server fills, and the name, which a request carries as an id.
    private static bool IsFilled(FieldDescriptor field) =>
        field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior)
            ?.Any(behavior => behavior is FieldBehavior.OutputOnly or FieldBehavior.Identifier) == true;

    private static IEnumerable<IMessage> Inner(object? value) => value switch
    {
        IMessage one => [one],
        System.Collections.IEnumerable several => several.Cast<IMessage>(),
        _ => [],
    };
}
