using System.Globalization;
using System.Text;

namespace DiplomacyApi.Domain.Names;

/// <summary>
/// Text as it is compared, in names and in searches: case, accents, runs of spaces, and the kinds of apostrophes and dashes do not matter.
/// A sign that makes another letter does: й is not и, パ is not ハ, and vowel signs of Thai and of the scripts of India are kept.
/// </summary>
public static class FoldedName
{
    /// <summary>Raised whenever a text folds to something else: what is stored folded is made again by it.</summary>
    public const int Version = 2;

    private const char Breve = '\u0306';
    private const char Diaeresis = '\u0308';
    private const char Grave = '\u0300';
    private const char Acute = '\u0301';
    private const char ZeroWidthSpace = '\u200B';

    // Joined in writing, and not a letter.
    private const char Tatweel = '\u0640';

    private const int StackCharactersMax = 256;

    /// <summary>The folded text; what is folded already stays as it is.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Ascii.IsValid(text) ? OfAscii(text) : OfAny(text);
    }

    /// <summary>The same for a text that has no accents to take off and nothing to compose, as most have.</summary>
    private static string OfAscii(string text)
    {
        var folded = text.Length <= StackCharactersMax ? stackalloc char[text.Length] : new char[text.Length];
        var length = 0;
        var spaced = false;
        foreach (var sign in text)
        {
            if (char.IsWhiteSpace(sign))
            {
                spaced = length > 0;
                continue;
            }
            if (spaced) folded[length++] = ' ';
            spaced = false;
            folded[length++] = IsApostrophe(sign) ? '\'' : char.ToLowerInvariant(sign);
        }
        return new string(folded[..length]);
    }

    private static string OfAny(string text)
    {
        var folded = new StringBuilder(text.Length);
        var spaced = false;
        var letter = '\0';
        foreach (var sign in Decomposed(text))
        {
            if (char.IsWhiteSpace(sign) || sign == ZeroWidthSpace)
            {
                spaced = folded.Length > 0;
                letter = '\0';
                continue;
            }
            var category = CharUnicodeInfo.GetUnicodeCategory(sign);
            var isMark = category is UnicodeCategory.NonSpacingMark;
            if (isMark ? !IsPartOf(letter, sign) : sign == Tatweel || category is UnicodeCategory.Format or UnicodeCategory.EnclosingMark)
                continue;
            if (spaced) folded.Append(' ');
            spaced = false;
            if (!isMark) letter = sign;
            Append(folded, sign);
        }
        // Composed, so that ハ is no beginning of パ.
        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>The words of a folded text: runs of letters, digits and their marks.</summary>
    public static IEnumerable<string> Words(string folded)
    {
        var (begin, place) = (0, 0);
        foreach (var rune in folded.EnumerateRunes())
        {
            if (!IsOfWord(rune))
            {
                if (place > begin) yield return folded[begin..place];
                begin = place + rune.Utf16SequenceLength;
            }
            place += rune.Utf16SequenceLength;
        }
        if (place > begin) yield return folded[begin..];
    }

    /// <summary>Whether a sign of a folded text stands in words, and not between them.</summary>
    public static bool IsOfWord(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.LetterNumber;

    // The acute that stands alone would decompose to a space and an accent.
    private static string Decomposed(string text) =>
        text.Replace('\u00B4', '\'').Replace('\u1FFD', '\'').Normalize(NormalizationForm.FormKD).ToLowerInvariant();

    private static void Append(StringBuilder folded, char sign)
    {
        if (LettersOf(sign) is { } letters) folded.Append(letters);
        else if (IsApostrophe(sign)) folded.Append('\'');
        else if (IsDash(sign)) folded.Append('-');
        else folded.Append(sign);
    }

    /// <summary>
    /// Whether a mark makes another letter of the one that it stands on, and is not an accent, a stress or a vowel point.
    /// </summary>
    private static bool IsPartOf(char letter, char mark) => mark switch
    {
        >= '\u0300' and <= '\u036F' => IsCyrillic(letter) && IsPartOfCyrillic(letter, mark),
        // Of Cyrillic numerals, Hebrew, Arabic and Syriac.
        >= '\u0483' and <= '\u0487' or >= '\u0591' and <= '\u05C7' or >= '\u0610' and <= '\u061A' or >= '\u064B' and <= '\u065F' or '\u0670'
            or >= '\u06D6' and <= '\u06ED' or '\u0711' or >= '\u0730' and <= '\u074A' or >= '\u08CA' and <= '\u08FF' => false,
        // Of phonetic notation, symbols, and half marks.
        >= '\u1AB0' and <= '\u1AFF' or >= '\u1DC0' and <= '\u1DFF' or >= '\u20D0' and <= '\u20FF' or >= '\uFE00' and <= '\uFE2F' => false,
        _ => true,
    };

    /// <summary>ё is е to whoever types it, and stress is a reading aid; й, ў, ї, ѓ and ќ are letters.</summary>
    private static bool IsPartOfCyrillic(char letter, char mark) => mark switch
    {
        Acute => letter is 'г' or 'к',
        Grave => false,
        Breve => true,
        Diaeresis => letter != 'е',
        _ => true,
    };

    private static bool IsCyrillic(char letter) =>
        letter is >= '\u0400' and <= '\u052F' or >= '\u1C80' and <= '\u1C8F' or >= '\uA640' and <= '\uA69F';

    /// <summary>The plain letters of one that has no accent to take off; null where there are none.</summary>
    private static string? LettersOf(char letter) => letter switch
    {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ø' => "o",
        'ł' => "l",
        'đ' or 'ð' => "d",
        'ħ' => "h",
        'ŧ' => "t",
        'ı' => "i",
        'ς' => "σ",
        // One letter of Arabic and Persian, as keyboards have it: yeh, kaf, heh, alef.
        'ی' or 'ى' or 'ے' => "ي",
        'ک' => "ك",
        'ة' or 'ہ' or 'ھ' or 'ە' => "ه",
        'ٱ' => "ا",
        _ => null,
    };

    private static bool IsApostrophe(char sign) => sign is '\'' or '`' or '\u02B9' or '\u02BB' or '\u02BC' or '\u02BD' or '\u02BE'
        or '\u02BF' or '\u02C8' or '\u02CA' or '\u02CB'
        or '\u2018' or '\u2019' or '\u201A' or '\u201B' or '\u2032' or '\u2035' or '\u05F3' or '\uA78B' or '\uA78C' or '\uFF07';

    private static bool IsDash(char sign) =>
        sign is '\u2212' or '\u2043' or '\u02D7' || CharUnicodeInfo.GetUnicodeCategory(sign) == UnicodeCategory.DashPunctuation;
}
