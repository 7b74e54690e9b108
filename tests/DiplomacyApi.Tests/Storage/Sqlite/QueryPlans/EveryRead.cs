using Diplomacy.V1;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Enum = System.Enum;

namespace DiplomacyApi.Tests.Storage.Sqlite.QueryPlans;

/// <summary>
/// Requests of every read of the contract, made from its fields: with what is required alone, and with each other field and each field of a
/// filter besides, at different points of the two clocks. What the contract gains is among them by itself.
/// </summary>
internal sealed class EveryRead(IReadOnlyDictionary<string, string> names, long revision)
{
    private static readonly string[] Reads = ["Get", "BatchGet", "List", "Search", "Resolve", "Compare"];
    private static readonly string[] Named = ["name", "names", "before", "after", "query", "subject", "statement", "record_time"];

    public static IEnumerable<MethodDescriptor> Methods => new[] { ActorService.Descriptor, StatementService.Descriptor,
        NegotiationStatusService.Descriptor, JournalService.Descriptor }
        .SelectMany(service => service.Methods)
        .Where(method => !method.IsServerStreaming && !method.IsClientStreaming
            && Reads.Any(read => method.Name.StartsWith(read, StringComparison.Ordinal)));

    public IEnumerable<IMessage> Of(MethodDescriptor method)
    {
        var type = method.InputType;
        var filter = type.FindFieldByName("filter");
        var filters = filter is null
            ? []
            : filter.MessageType.Fields.InDeclarationOrder().Select(field => With(Empty(filter.MessageType), field)).ToList();
        foreach (var at in new ReadAt?[] { null, new() { AsOf = "2022-01-20", KnownAtRevision = revision } })
        {
            foreach (var lens in new StatusLens?[] { null, new() { MinBasis = Attribution.OnRecord, PublishedBy = "2022-01-25" } })
            {
                if (lens is not null && type.FindFieldByName("lens") is null) continue;
                yield return Base(type, at, lens);
                foreach (var one in filters) yield return Filtered(one);
                foreach (var field in type.Fields.InDeclarationOrder()
                        .Where(field => !Named.Contains(field.Name) && field.Name is not ("at" or "lens" or "filter" or "page_token")))
                    yield return With(Base(type, at, lens), field);

                IMessage Filtered(IMessage one)
                {
                    var request = Base(type, at, lens);
                    filter!.Accessor.SetValue(request, one);
                    type.FindFieldByName("include_total")?.Accessor.SetValue(request, true);
                    return request;
                }
            }
        }
    }

    private IMessage Base(MessageDescriptor type, ReadAt? at, StatusLens? lens)
    {
        var request = Empty(type);
        foreach (var field in type.Fields.InDeclarationOrder().Where(field => Named.Contains(field.Name) || IsRequired(field)))
            With(request, field);
        if (at is not null) type.FindFieldByName("at")?.Accessor.SetValue(request, at);
        if (lens is not null) type.FindFieldByName("lens")?.Accessor.SetValue(request, lens);
        return request;
    }

    private IMessage With(IMessage message, FieldDescriptor field)
    {
        if (Value(field) is not { } value) return message;
        if (field.IsRepeated) ((System.Collections.IList)field.Accessor.GetValue(message)).Add(value);
        else field.Accessor.SetValue(message, value);
        return message;
    }

    private object? Value(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.String => Text(field),
        FieldType.Bool => true,
        FieldType.Int32 => 2,
        FieldType.Int64 => revision,
        FieldType.Enum => Enum.ToObject(field.EnumType.ClrType, 1),
        FieldType.Message when field.MessageType.ClrType == typeof(ReadAt) => new ReadAt { KnownAtRevision = revision },
        FieldType.Message when field.MessageType.ClrType == typeof(Timestamp) =>
            Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow()),
        FieldType.Message => null,
        _ => throw new InvalidOperationException($"{field.FullName} has a type without a value to try; give it one here."),
    };

    private string Text(FieldDescriptor field)
    {
        var resource = field.GetOptions()?.GetExtension(ResourceExtensions.ResourceReference)?.Type ?? "";
        if (names.TryGetValue(resource, out var name)) return name;
        return field.Name switch
        {
            "query" => "security",
            "language_code" => "en",
            "recorder" => "anybody",
            "external_id_scheme" or "scheme" => "wikidata",
            "external_id_value" or "value" => "Q159",
            "item" => "nato-enlargement",
            _ => "2022-01",
        };
    }

    private static bool IsRequired(FieldDescriptor field) =>
        field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?.Contains(FieldBehavior.Required) == true;

    private static IMessage Empty(MessageDescriptor type) => type.Parser.ParseFrom(ByteString.Empty);
}
