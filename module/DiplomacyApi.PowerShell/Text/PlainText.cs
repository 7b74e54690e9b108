using System.Text;

namespace DiplomacyApi.PowerShell;

/// <summary>Texts without what would act on the page or the terminal around them, whatever was recorded.</summary>
internal static class PlainText
{
    private const char Replacement = '\uFFFD';

    /// <summary>
    /// Control characters, halves of characters and what is no character are shown as a replacement character, and so are bidirectional
    /// embeddings, overrides and isolates, which would turn words around that are not theirs.
    /// </summary>
    public static string Clean(string text)
    {
        if (!Acts(text)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append(Acts(rune.Value) ? Replacement.ToString() : rune.ToString());
        return clean.ToString();
    }

    /// <summary>Whether there are words in it that are written from right to left.</summary>
    public static bool IsRightToLeft(string text) =>
        text.EnumerateRunes().Any(rune => rune.Value is >= 0x0590 and <= 0x08FF or >= 0xFB1D and <= 0xFDFF or >= 0xFE70 and <= 0xFEFC
            or >= 0x10800 and <= 0x10FFF or >= 0x1E800 and <= 0x1EFFF);

    /// <summary>Whether there is something in it that <see cref="Clean"/> takes out.</summary>
    public static bool Acts(string text)
    {
        foreach (var letter in text)
            if (letter is < ' ' or > '~' and (< '\u00A0' or > '\u2027'))
                return text.EnumerateRunes().Any(rune => rune.Value == Replacement || Acts(rune.Value));
        return false;
    }

    private static bool Acts(int value) => value is < 0x20 and not ('\t' or '\n') or >= 0x7F and <= 0x9F or >= 0x202A and <= 0x202E
        or >= 0x2066 and <= 0x2069
        or 0x2028 or 0x2029 or >= 0xFDD0 and <= 0xFDEF || (value & 0xFFFE) == 0xFFFE;
}
