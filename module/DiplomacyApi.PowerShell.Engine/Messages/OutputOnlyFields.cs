using Diplomacy.V1;
using Google.Protobuf;

namespace DiplomacyApi.PowerShell.Engine.Messages;

/// <summary>Recorded messages as a client would send them: what only the server fills is left out.</summary>
internal static class OutputOnlyFields
{
    // By message, the fields that the contract calls output only, and names that the request carries as an id.
    private static readonly Dictionary<string, string[]> Filled = new(StringComparer.Ordinal)
    {
        [nameof(Diplomacy.V1.Statement)] =
        [
            "name", "act_kind", "revision", "record_time", "recorder", "principals", "resolved_parties", "corrected_by", "correction_label", "erased_revision",
            "standing", "duplicate_of",
        ],
        [nameof(Correction)] = ["name", "revision", "record_time", "recorder"],
        [nameof(Diplomacy.V1.Actor)] = ["name", "revision", "record_time", "etag"],
        [nameof(Diplomacy.V1.Negotiation)] = ["name", "revision", "record_time"],
        [nameof(Report)] = ["attached_revision"],
        [nameof(PartialDate)] = ["earliest_time", "latest_time"],
    };

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
        var filled = Filled.GetValueOrDefault(message.Descriptor.Name, []);
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (filled.Contains(field.Name)) field.Accessor.Clear(message);
            else if (field is { IsMap: false, FieldType: Google.Protobuf.Reflection.FieldType.Message })
                foreach (var inner in Inner(field.Accessor.GetValue(message))) Clear(inner);
        }
    }

    private static IEnumerable<IMessage> Inner(object? value) => value switch
    {
        IMessage one => [one],
        System.Collections.IEnumerable several => several.Cast<IMessage>(),
        _ => [],
    };
}
