using System.Globalization;
using System.Text;

namespace DiplomacyApi.Domain.Validation;

/// <summary>Which characters a string may hold.</summary>
internal static class TextCharacters
{
    /// <summary>
    /// What is wrong with a string, with the first character that is refused and its place, counted from 1; null where nothing is.
    /// </summary>
    public static string? Problem(string value, bool maySpanLines)
    {
        // Plain ASCII is most of what is sent, and is passed over many characters at once.
        var first = value.AsSpan().IndexOfAnyExceptInRange(' ', '~');
        if (first < 0) return null;
        for (var place = first; place < value.Length; place++)
        {
            if (char.IsSurrogatePair(value, place)) place++;
            else if (char.IsSurrogate(value[place])) return Problem(value, place, "one half of a character that takes two");
            else if (IsRefused(value[place]) && !(maySpanLines && IsLineEnd(value, place)))
                return Problem(value, place, KindOf(value[place]));
        }
        return null;
    }

    /// <summary>Whether a string shows nothing: spaces and marks without width.</summary>
    public static bool AreBlank(string value) =>
        value.EnumerateRunes().All(rune => Rune.IsWhiteSpace(rune)
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control);

    /// <summary>
    /// Control characters other than tab and newline, bidirectional embeddings, overrides and isolates, and what is not a character.
    /// </summary>
    public static bool IsRefused(char character) =>
        (char.IsControl(character) && character is not ('\t' or '\n')) || IsBidirectional(character) || character is '\uFFFE' or '\uFFFF';

    private static bool IsBidirectional(char character) => character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>Whether a carriage return stands there before a newline: both are one line end.</summary>
    private static bool IsLineEnd(string value, int place) => value[place] == '\r' && place + 1 < value.Length && value[place + 1] == '\n';

    private static string KindOf(char character) => char.IsControl(character) ? "a control character"
        : IsBidirectional(character) ? "which changes the direction of what follows" : "which is not a character";

    private static string Problem(string value, int place, string kind) =>
        $"It contains U+{(int)value[place]:X4} at character {place + 1}, {kind}; remove it.";
}
