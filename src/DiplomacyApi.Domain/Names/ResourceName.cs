using System.Buffers;

namespace DiplomacyApi.Domain.Names;

/// <summary>A resource name in its parts: a collection, a slash and an id, such as `demands/security-guarantees-2021`.</summary>
/// <param name="Collection">One of <see cref="Collections"/>; empty where the text has no slash.</param>
/// <param name="Id">The part after the slash: `[a-z0-9-]`, 1 to <see cref="Limits.IdCharactersMax"/> characters, where the name is
/// valid.</param>
public readonly record struct ResourceName(string Collection, string Id)
{
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("-0123456789abcdefghijklmnopqrstuvwxyz");

    /// <summary>Splits a text at its first slash. Whether the parts are valid is not checked.</summary>
    public static ResourceName Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? new("", name) : new(name[..slash], name[(slash + 1)..]);
    }

    /// <summary>Whether a text is an id: `[a-z0-9-]`, 1 to <see cref="Limits.IdCharactersMax"/> characters.</summary>
    public static bool IsId(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= Limits.IdCharactersMax && !text.ContainsAnyExcept(IdCharacters);

    /// <summary>Whether a name begins with a collection and a slash. Nothing is allocated.</summary>
    public static bool IsIn(string name, string collection) =>
        name.Length > collection.Length && name[collection.Length] == '/' && name.StartsWith(collection, StringComparison.Ordinal);

    /// <summary>Whether a text is the valid name of a resource in one of these collections.</summary>
    internal static bool IsNameIn(string name, IReadOnlyList<string> collections)
    {
        for (var index = 0; index < collections.Count; index++)
            if (IsIn(name, collections[index]) && IsId(name.AsSpan(collections[index].Length + 1))) return true;
        return false;
    }

    /// <summary>The name as it is written: collection, slash, id.</summary>
    public override string ToString() => $"{Collection}/{Id}";
}
