using System.Globalization;
using System.Text;

namespace DiplomacyApi.PowerShell.Engine.Messages;

/// <summary>Ids made of words in Latin letters: `sergei-lavrov`.</summary>
internal static class Slug
{
    /// <summary>The words as an id, however long; empty where letters of other scripts are in them.</summary>
    public static string Of(string words)
    {
        var id = new StringBuilder();
        foreach (var letter in words.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(letter)) id.Append(char.ToLowerInvariant(letter));
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark || letter is '\'' or '’' or '.') continue;
            else if (char.IsLetter(letter)) return "";
            else if (id.Length > 0 && id[^1] != '-') id.Append('-');
        }
        return id.ToString().Trim('-');
    }

    /// <summary>An id without the words at its end that make it longer than it may be.</summary>
    public static string Cut(string id, int charactersMax)
    {
        if (id.Length <= charactersMax) return id;
        var end = id.LastIndexOf('-', charactersMax);
        return id[..(end > 0 ? end : charactersMax)].TrimEnd('-');
    }
}
