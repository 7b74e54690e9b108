namespace DiplomacyApi.Domain.Names;

/// <summary>Resource names: a collection, a slash and an id.</summary>
public static class ResourceName
{
    /// <summary>Whether a text is an id: `[a-z0-9-]`, 1 to 63 characters.</summary>
    public static bool IsId(string text) => text.Length is > 0 and <= Limits.IdCharactersMax && text.All(IsIdCharacter);

    /// <summary>The id of a resource name: what stands behind the slash.</summary>
    public static string IdOf(string name) => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>Whether a name is of a collection, such as `actors`.</summary>
    public static bool IsIn(string name, string collection) =>
        name.Length > collection.Length && name[collection.Length] == '/' && name.StartsWith(collection, StringComparison.Ordinal);

    internal static bool IsNameIn(string name, IReadOnlyList<string> collections) =>
        collections.Any(collection => IsIn(name, collection)) && IsId(IdOf(name));

    private static bool IsIdCharacter(char character) => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-';
}
