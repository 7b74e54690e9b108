using Diplomacy.V1;
using Google.Protobuf.Collections;

namespace DiplomacyApi.PowerShell.Engine.Messages;

/// <summary>Values of fields, of what is typed.</summary>
internal static class FieldValues
{
    public static PartialDate Date(string text) => new() { Text = text };

    /// <summary>A resource name; empty stays empty.</summary>
    public static string Name(string collection, string typed) => typed.Length == 0 ? "" : ResourceNames.Of(collection, typed);

    /// <summary>
    /// Words in one language take the place of those in that language, or of the first where none is named; words by language take the
    /// place of all; an empty text empties.
    /// </summary>
    public static void Set(RepeatedField<LocalizedText> texts, Words? words, string? language)
    {
        if (words is null) return;
        if (words.Texts is [{ Key: "", Value: var text }] && text.Length > 0 && texts.Count > 0)
        {
            var same = language is null
                ? texts[0]
                : texts.FirstOrDefault(known => known.LanguageCode.Equals(language, StringComparison.OrdinalIgnoreCase));
            if (same is not null) same.Text = text;
            else texts.Add(new LocalizedText { Text = text, LanguageCode = language });
            return;
        }
        texts.Clear();
        // Of a table without an order, the statement's own language comes first.
        IEnumerable<KeyValuePair<string, string>> ordered = words.IsOrdered
            ? words.Texts
            : words.Texts.OrderBy(one => one.Key.Equals(language, StringComparison.OrdinalIgnoreCase) ? 0 : 1);
        texts.Add(ordered.Where(one => one.Value.Length > 0)
            .Select(one => new LocalizedText { Text = one.Value, LanguageCode = one.Key.Length > 0 ? one.Key : language ?? "" }));
    }
}
