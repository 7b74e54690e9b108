using Diplomacy.V1;
using DiplomacyApi.Domain.Names;

namespace DiplomacyApi.Domain.Errors;

/// <summary>
/// Refuses what names a resource that is not there. The metadata has one key, the kind of the resource, with its name as the value:
/// `actor`, `statement`, `correction`, `demand`, `meeting` or `negotiation`.
/// </summary>
public static class ResourceRefusals
{
    /// <summary>Nothing has the name, which may be mistyped; it is the refusal's <see cref="RefusedException.MissingName"/> too.</summary>
    /// <param name="reason">UNKNOWN_ and the kind of the resource.</param>
    /// <param name="name">The resource name.</param>
    /// <param name="end">How the sentence continues that begins with "There is no" and the name.</param>
    /// <param name="field">The path of the field.</param>
    public static RefusedException Unknown(ErrorReason reason, string name, string end, string field) =>
        new(reason, $"There is no {name}{end}", field, MetadataOf(name)) { MissingName = name };

    /// <summary>The same, of what the call itself asks for or acts on.</summary>
    /// <param name="reason">UNKNOWN_ and the kind of the resource.</param>
    /// <param name="name">The resource name.</param>
    /// <param name="end">How the sentence continues that begins with "There is no" and the name.</param>
    /// <param name="field">The path of the field.</param>
    public static RefusedException UnknownTarget(ErrorReason reason, string name, string end, string field) =>
        new(reason, $"There is no {name}{end}", field, MetadataOf(name)) { MissingName = name, IsTargetMissing = true };

    /// <summary>What had the name was annulled or erased, and counts as never recorded.</summary>
    /// <param name="reason">UNKNOWN_ and the kind of the resource.</param>
    /// <param name="name">The resource name.</param>
    /// <param name="field">The path of the field.</param>
    internal static RefusedException Annulled(ErrorReason reason, string name, string field) =>
        new(reason, $"{name} was annulled or erased; undo that correction, or name another.", field, MetadataOf(name));

    private static Dictionary<string, string> MetadataOf(string name) =>
        new() { [ResourceName.Parse(name).Collection.TrimEnd('s')] = name };
}
