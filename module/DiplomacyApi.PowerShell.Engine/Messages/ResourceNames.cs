using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Engine.Messages;

/// <summary>People type ids, the contract wants names, and either is taken.</summary>
internal static class ResourceNames
{
    /// <summary>The resource name. Ids have small letters, so that capitals are a way to type them.</summary>
    public static string Of(string collection, string typed) =>
        (typed.Contains('/', StringComparison.Ordinal) ? typed : $"{collection}/{typed}").ToLowerInvariant();

    /// <summary>The resource name of what is looked for; what cannot be an id is refused with the cmdlet that finds it.</summary>
    public static string Parse(string collection, string typed)
    {
        var name = Of(collection, typed.Trim());
        var id = IdOf(name);
        if (id.Length > 0 && id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')) return name;
        var kind = CmdletPhrasing.KindOf(collection);
        throw new DiplomacyApiException(
            $"'{typed}' is not an id of a {kind}; ids have letters, digits and dashes. Find it with Get-{char.ToUpperInvariant(kind[0])}{kind[1..]} '*{typed}*'.",
            "InvalidName", ErrorCategory.InvalidArgument);
    }

    public static string IdOf(IEnumerable<string> names) => string.Join(", ", names.Select(IdOf));

    public static string IdOf(string name) => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
