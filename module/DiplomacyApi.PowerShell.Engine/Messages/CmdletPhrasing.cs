using System.Text.RegularExpressions;

namespace DiplomacyApi.PowerShell.Engine.Messages;

/// <summary>
/// Says sentences of the server as people at a prompt type: ids instead of the names of resources, and the cmdlets that do what is
/// advised.
/// </summary>
internal static partial class CmdletPhrasing
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["actors"] = "actor",
        ["demands"] = "demand",
        ["meetings"] = "meeting",
        ["negotiations"] = "negotiation",
        ["statements"] = "statement",
        ["corrections"] = "correction",
    };

    /// <summary>What one of a collection is called.</summary>
    public static string KindOf(string collection) => Kinds[collection];

    public static string Rephrase(string sentence)
    {
        var missing = Missing().Match(sentence);
        if (missing.Success)
            return $"Unknown {KindOf(missing.Groups[1].Value)} '{missing.Groups[2].Value}'{Rephrase(Advised(KindOf(missing.Groups[1].Value), sentence[missing.Length..]))}";
        var plain = Named().Replace(AnyName().Replace(sentence, "an id"), match =>
        {
            var (kind, id) = (KindOf(match.Groups[2].Value), match.Groups[3].Value);
            return match.Groups[1].Success ? $"{match.Groups[1].Value}{id}" : kind == "actor" ? id : $"{kind} {id}";
        });
        if (plain.EndsWith(" exists; update it, or choose another id.", StringComparison.Ordinal))
            plain = plain.Replace("update it", $"change it with Set-Actor {plain.Split(' ')[0]}", StringComparison.Ordinal);
        return plain.Length > 0 && char.IsAsciiLetterLower(plain[0])
            && Kinds.Values.Any(kind => plain.StartsWith($"{kind} ", StringComparison.Ordinal))
            ? char.ToUpperInvariant(plain[0]) + plain[1..]
            : plain;
    }

    /// <summary>What to do about something that is missing, by the cmdlets that do it.</summary>
    private static string Advised(string kind, string advice)
    {
        var noun = char.ToUpperInvariant(kind[0]) + kind[1..];
        var find = kind == "actor" ? "Resolve-Actor" : kind == "correction" ? "Get-JournalEntry" : $"Get-{noun}";
        // What may be meant is shown by its id alone.
        if (advice.IndexOf(" Did you mean ", StringComparison.Ordinal) is > 0 and var end)
            return Advised(kind, advice[..end]) + advice[end..].Replace($" {kind}s/", " ", StringComparison.Ordinal);
        return Way().Replace(advice, match => match.Groups[1].Value switch
        {
            "create it" => $"; find it with {find}, or create it with New-{noun}.",
            "create it, or resolve the name first" => $"; find it with {find}, or create it with New-{noun}.",
            "record it first" when kind == "statement" => $"; find it with {find}, or record it first.",
            "record it first" or "record its first phase" => $"; find it with {find}, or record it with Add-{noun}.",
            "look up its name, or leave it out of the filter" => $"; find it with {find}.",
            "" => $". Find it with {find}.",
            _ => match.Value,
        });
    }

    [GeneratedRegex(@"^There is no (actors|demands|meetings|negotiations|statements|corrections)/([a-z0-9-]+)")]
    private static partial Regex Missing();

    // A name after its kind, or within quotes, is its id alone.
    [GeneratedRegex(
        @"(?<![\w/.])((?:actor|demand|meeting|negotiation|statement|correction|promise) |')?(actors|demands|meetings|negotiations|statements|corrections)/([a-z0-9][a-z0-9-]*|(?<='\w+/)[^']*)")]
    private static partial Regex Named();

    [GeneratedRegex(@"(?:(?:actors|demands|meetings|negotiations|statements|corrections)/ and an id\b)")]
    private static partial Regex AnyName();

    [GeneratedRegex(@"(?:; ([^;.]*))?\.$")]
    private static partial Regex Way();
}
