using System.Collections;
using System.Collections.Specialized;

namespace DiplomacyApi.PowerShell;

/// <summary>
/// Words in one or more languages: a text, or @{ ru = '…'; en = '…' }. An [ordered] table is kept in its order, the original first; of
/// another, the language that the statement names comes first, then the others by their codes.
/// </summary>
public sealed class Words
{
    /// <summary>Words in the language that the statement names.</summary>
    public Words(string text) => Texts = [new("", text)];

    /// <summary>Words by language, such as @{ en = '…' }.</summary>
    public Words(IDictionary byLanguage)
    {
        ArgumentNullException.ThrowIfNull(byLanguage);
        IsOrdered = byLanguage is IOrderedDictionary;
        var texts = byLanguage.Cast<DictionaryEntry>()
            .Select(entry => KeyValuePair.Create(entry.Key.ToString()!, entry.Value?.ToString() ?? ""));
        Texts = IsOrdered ? [.. texts] : [.. texts.OrderBy(text => text.Key, StringComparer.Ordinal)];
    }

    /// <summary>The texts by their languages; the language is empty where it is not stated.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Texts { get; }

    /// <summary>Whether the order was given.</summary>
    public bool IsOrdered { get; }

    /// <summary>The first of the texts.</summary>
    public override string ToString() => Texts.Count == 0 ? "" : Texts[0].Value;
}
