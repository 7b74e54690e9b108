using Diplomacy.V1;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>Reasons with who did it.</summary>
internal static class Reasons
{
    public static Reason Of(ReasonCode code, params IEnumerable<string> actors) =>
        new() { Code = code, Actors = { actors.Order(StringComparer.Ordinal) } };

    public static Reason Of(ReasonCode code, string actor, Disposition position) =>
        new() { Code = code, Actors = { actor }, Position = position };
}
