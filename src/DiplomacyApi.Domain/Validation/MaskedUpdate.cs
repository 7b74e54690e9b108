using System.Collections;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Domain.Validation;

/// <summary>
/// An update of a resource: what was sent of it, in which field of the request, and which fields of the resource are changed.
/// </summary>
internal sealed class MaskedUpdate
{
    private const string All = "*";

    private readonly IMessage _sent;
    private readonly FieldMask? _mask;
    private readonly string _path;
    private readonly IReadOnlyList<FieldDescriptor> _fields;

    private MaskedUpdate(IMessage sent, FieldMask? mask, string path)
    {
        (_sent, _mask, _path) = (sent, mask, path);
        _fields = [.. sent.Descriptor.Fields.InFieldNumberOrder()
            .Where(field => field.Name is not ("name" or "etag") && !FieldRules.For(field).IsOutputOnly)];
    }

    /// <summary>The update that a request asks for; null where it is none.</summary>
    public static MaskedUpdate? Of(IMessage request) => request switch
    {
        UpdateActorRequest { Actor: { } actor } update => new(actor, update.UpdateMask, "actor"),
        UpdateNegotiationRequest { Negotiation: { } negotiation } update => new(negotiation, update.UpdateMask, "negotiation"),
        _ => null,
    };

    /// <summary>The known resource with the fields that are meant, as they were sent and brought to their form.</summary>
    public T ApplyTo<T>(T known, T formed)
        where T : IMessage<T>, IDeepCloneable<T>
    {
        var updated = known.Clone();
        foreach (var field in _fields.Where(IsSelected))
        {
            field.Accessor.Clear(updated);
            var value = field.Accessor.GetValue(formed);
            if (value is IList list) foreach (var element in list) ((IList)field.Accessor.GetValue(updated)).Add(element);
            else field.Accessor.SetValue(updated, value);
        }
        return updated;
    }

    /// <summary>Says which paths of the mask do not exist.</summary>
    public void CheckMask(List<FieldViolation> violations)
    {
        foreach (var path in _mask?.Paths.Where(path => path != All && _fields.All(field => field.Name != path)) ?? [])
            violations.Add(new("update_mask", ErrorReason.InvalidValue,
                $"'{RequestValidator.Printable(path)}' is not a field that can be changed; use {string.Join(", ", _fields.Select(field => field.Name))}, or *."));
    }

    /// <summary>Whether the request says nothing of a field of the resource, so that the field need not be well filled.</summary>
    public bool IsUnchanged(string path) =>
        _fields.FirstOrDefault(field => $"{_path}.{field.Name}" == path) is { } field && !IsSelected(field);

    private bool IsSelected(FieldDescriptor field) => _mask is { Paths.Count: > 0 }
        ? _mask.Paths.Contains(All) || _mask.Paths.Contains(field.Name)
        : field.Accessor.GetValue(_sent) switch
        {
            IList list => list.Count > 0,
            string text => text.Length > 0,
            var value => Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) != 0,
        };
}
