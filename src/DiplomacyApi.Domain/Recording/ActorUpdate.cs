using System.Collections;
using Diplomacy.V1;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.Domain.Recording;

/// <summary>Which fields of an actor an update changes, and what it makes of the actor.</summary>
internal static class ActorUpdate
{
    private const string All = "*";

    private static readonly IReadOnlyList<FieldDescriptor> Fields =
        [.. Actor.Descriptor.Fields.InFieldNumberOrder().Where(field => field.Name is not ("name" or "etag") && !FieldRules.For(field).IsOutputOnly)];

    /// <summary>The known actor with the fields that are meant, as they were <paramref name="sent"/> and brought to their form.</summary>
    public static Actor Of(Actor known, UpdateActorRequest request, Actor sent)
    {
        var actor = known.Clone();
        foreach (var field in Fields.Where(field => IsMeant(request, field)))
        {
            field.Accessor.Clear(actor);
            var value = field.Accessor.GetValue(sent);
            if (value is IList list) foreach (var element in list) ((IList)field.Accessor.GetValue(actor)).Add(element);
            else field.Accessor.SetValue(actor, value);
        }
        return actor;
    }

    /// <summary>Says which paths of the mask do not exist.</summary>
    public static void CheckMask(UpdateActorRequest request, List<FieldViolation> violations)
    {
        foreach (var path in request.UpdateMask?.Paths.Where(path => path != All && Fields.All(field => field.Name != path)) ?? [])
            violations.Add(new("update_mask", ErrorReason.InvalidValue, $"'{RequestShape.Shown(path)}' is no field that can be changed; use {string.Join(", ", Fields.Select(field => field.Name))}, or *."));
    }

    /// <summary>Whether the request says nothing of a field of the actor, so that the field need not be well filled.</summary>
    public static bool IsLeftAlone(UpdateActorRequest request, string path) =>
        Fields.FirstOrDefault(field => $"actor.{field.Name}" == path) is { } field && !IsMeant(request, field);

    private static bool IsMeant(UpdateActorRequest request, FieldDescriptor field) => request.UpdateMask is { Paths.Count: > 0 } mask
        ? mask.Paths.Contains(All) || mask.Paths.Contains(field.Name)
        : field.Accessor.GetValue(request.Actor) switch
        {
            IList list => list.Count > 0,
            string text => text.Length > 0,
            var value => Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) != 0,
        };
}
