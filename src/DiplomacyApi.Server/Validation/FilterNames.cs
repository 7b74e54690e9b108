using System.Collections;
using System.Collections.Concurrent;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.Server.Validation;

/// <summary>
/// Checks that what a filter names exists, so that a typing mistake is an error and not an empty answer. It must exist now: at an earlier
/// revision it may have been unknown.
/// </summary>
internal static class FilterNames
{
    private const string End = "; look up its name, or leave it out of the filter.";

    /// <summary>The fields of a request that narrow it: a filter, or names alone.</summary>
    private static readonly string[] Narrowing = ["filter", "negotiation", "subject", "debtor"];

    /// <summary>Those that a kind of request has, looked up once: the descriptor puts a name together for each look-up.</summary>
    private static readonly ConcurrentDictionary<MessageDescriptor, FieldDescriptor[]> Fields = new();

    private static readonly Dictionary<string, ErrorReason> Reasons = new(StringComparer.Ordinal)
    {
        ["actors/"] = ErrorReason.UnknownActor,
        ["negotiations/"] = ErrorReason.UnknownNegotiation,
        ["demands/"] = ErrorReason.UnknownDemand,
        ["meetings/"] = ErrorReason.UnknownMeeting,
        ["statements/"] = ErrorReason.UnknownStatement,
    };

    /// <summary>Refuses a request whose filter names what was never recorded, naming all of it.</summary>
    public static void Check(IMessage request, Queries queries, CancellationToken cancellationToken)
    {
        var fields = Fields.GetOrAdd(request.Descriptor, kind => [.. Narrowing.Select(kind.FindFieldByName).OfType<FieldDescriptor>()]);
        var named = fields.SelectMany(field => Named(request, field, field.Name)).ToList();
        if (named.Count == 0) return;
        var missing = queries.Names.NeverRecorded([.. named.Select(one => one.Name).Distinct(StringComparer.Ordinal)], cancellationToken)
            .ToHashSet(StringComparer.Ordinal);
        var unknown = named.Where(one => missing.Contains(one.Name)).ToList();
        if (unknown is [var (field, name, reason)]) throw ResourceRefusals.UnknownTarget(reason, name, End, field);
        if (unknown.Count > 0)
            throw new RefusedException(
                [.. unknown.Select(one => new FieldViolation(one.Field, one.Reason, $"There is no {one.Name}{End}"))])
            {
                IsTargetMissing = true,
            };
    }

    private static IEnumerable<(string Field, string Name, ErrorReason Reason)> Named(IMessage message, FieldDescriptor field, string path)
    {
        return field.Accessor.GetValue(message) switch
        {
            // An entry may be asked for whatever became of what it recorded.
            JournalEntryFilter => [],
            IMessage inner => inner.Descriptor.Fields.InDeclarationOrder().SelectMany(one => Named(inner, one, $"{path}.{one.Name}")),
            string name => ReasonOf(name) is { } reason ? [(path, name, reason)] : [],
            IList list when field.FieldType == FieldType.String => list.Cast<string>().Index()
                .SelectMany(one => ReasonOf(one.Item) is { } reason ? new[] { ($"{path}[{one.Index}]", one.Item, reason) } : []),
            _ => [],
        };
    }

    private static ErrorReason? ReasonOf(string name)
    {
        foreach (var (collection, reason) in Reasons)
            if (name.StartsWith(collection, StringComparison.Ordinal))
                return reason;
        return null;
    }
}
