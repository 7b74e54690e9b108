using System.Text;

namespace DiplomacyApi.PowerShell.Engine.Reports.Markdown;

/// <summary>
/// Texts as Markdown that says the same and does nothing: no markup, no table cell, no HTML, no link of theirs comes out of it.
/// </summary>
internal static class MarkdownText
{
    private const string Special = "\\`*_{}[]>|~$";
    private const char Isolate = '\u2068';
    private const char IsolateEnd = '\u2069';

    /// <param name="text">What is to be said.</param>
    /// <param name="isFirst">Whether it may stand where a line begins, and would make it a heading or a list.</param>
    public static string Escape(string text, bool isFirst = false)
    {
        var clean = PlainText.Clean(text).ReplaceLineEndings(" ").Replace('\t', ' ');
        var marker = isFirst ? LeadingMarker(clean) : -1;
        var escaped = new StringBuilder(clean.Length + 8);
        for (var i = 0; i < clean.Length; i++)
        {
            if (i == marker || Special.Contains(clean[i], StringComparison.Ordinal) || IsOfAddress(clean, i)) escaped.Append('\\');
            escaped.Append(clean[i] == '&' ? "&amp;" : clean[i] == '<' ? "&lt;" : clean[i].ToString());
        }
        return escaped.ToString();
    }

    /// <summary>Somebody's words, in their own direction.</summary>
    public static string Isolated(string text, bool isFirst = false) =>
        PlainText.IsRightToLeft(text) ? $"{Isolate}{Escape(text)}{IsolateEnd}" : Escape(text, isFirst);

    /// <summary>An id or the like as it is, whatever it holds.</summary>
    public static string Code(string text)
    {
        var clean = PlainText.Clean(text).ReplaceLineEndings(" ");
        return clean.AsSpan().IndexOfAny('`', '|') >= 0 ? Escape(clean) : $"`{clean}`";
    }

    /// <summary>Where a text begins like a heading, a list, a quotation or a rule: the place of the sign that does it; else -1.</summary>
    private static int LeadingMarker(string text)
    {
        var i = 0;
        while (i < text.Length && text[i] == ' ') i++;
        if (i < text.Length && "#+-=".Contains(text[i], StringComparison.Ordinal)) return i;
        while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
        return i > 0 && i < text.Length && text[i] is '.' or ')' && (i + 1 == text.Length || text[i + 1] == ' ') ? i : -1;
    }

    /// <summary>Whether a bare address turns on this sign: many readers would make a link of it.</summary>
    private static bool IsOfAddress(string text, int i) => text[i] == ':'
        ? string.CompareOrdinal(text, i, "://", 0, 3) == 0
        : text[i] == '.' && i >= 3 && text.AsSpan(i - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase);
}
