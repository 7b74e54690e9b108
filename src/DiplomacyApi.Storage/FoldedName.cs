using System.Globalization;
using System.Text;

namespace DiplomacyApi.Storage;

/// <summary>Names as they are compared: case, accents and runs of spaces do not matter.</summary>
internal static class FoldedName
{
    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        var spaced = false;
        foreach (var letter in text.Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark) continue;
            if (char.IsWhiteSpace(letter))
            {
                spaced = folded.Length > 0;
                continue;
            }
            if (spaced) folded.Append(' ');
            spaced = false;
            folded.Append(letter);
        }
        return folded.ToString();
    }
}
