using System.Text.Json;

namespace DiplomacyApi.Server.Access;

/// <summary>The claims of a JWT. A claim is named directly, or by its path through nested claims: `realm_access.roles`.</summary>
internal sealed class JwtClaims(JsonElement payload)
{
    /// <summary>
    /// The texts of a claim, which is a text or a list of them; empty if it is something else. Null: there is no such claim.
    /// </summary>
    public IReadOnlyList<string>? Texts(string claim) => Find(payload, claim) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } list =>
            [.. list.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!)],
        { ValueKind: JsonValueKind.String } text => [text.GetString()!],
        { ValueKind: JsonValueKind.Number } number => [number.GetRawText()],
        _ => [],
    };

    /// <summary>
    /// Names may contain dots themselves (`https://example.org/roles`): the whole name is tried first, then each way to split it.
    /// </summary>
    private static JsonElement? Find(JsonElement at, string path)
    {
        if (at.ValueKind != JsonValueKind.Object) return null;
        if (at.TryGetProperty(path, out var found)) return found;
        for (var dot = path.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = path.IndexOf('.', dot + 1))
            if (at.TryGetProperty(path.AsSpan(0, dot), out var inner) && Find(inner, path[(dot + 1)..]) is { } deeper) return deeper;
        return null;
    }
}
